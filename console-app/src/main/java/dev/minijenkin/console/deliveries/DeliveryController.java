package dev.minijenkin.console.deliveries;

import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.part.layout.FittingRow;
import dev.minijenkin.console.rows.ActButtons;
import dev.minijenkin.console.rows.RowActs;
import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.console.state.StateShape;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.outbox.Target;
import dev.minijenkin.db.view.delivery.DeliveryAttempt;
import dev.minijenkin.db.view.delivery.IncomingView;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Binds the panel of a delivery or a message: what it started, its tries, its body; and the
/// targets with their circuits.
final class DeliveryController {
    private final DatabaseClock clock;
    private final Consumer<RunId> open;

    @FXML private ScrollPane area;
    @FXML private Label choose;
    @FXML private VBox all;
    @FXML private CutLabel name;
    @FXML private Label from;
    @FXML private Label outcome;
    @FXML private FlowPane runs;
    @FXML private ActButtons buttons;
    @FXML private VBox attemptsBox;
    @FXML private VBox attempts;
    @FXML private VBox payloadBox;
    @FXML private Label payload;
    @FXML private VBox targetsBox;
    @FXML private VBox targets;

    /// @param open leads to the page of a run
    DeliveryController(DatabaseClock clock, Consumer<RunId> open) {
        this.clock = clock;
        this.open = open;
    }

    @FXML
    private void initialize() {
        FittingRow.setShown(targetsBox, false);
    }

    void offer(RowActs<DeliveryRow> acts) {
        buttons.offer(acts);
    }

    void focus() {
        area.requestFocus();
    }

    void refresh() {
        buttons.refresh();
    }

    void show(List<Target> known) {
        FittingRow.setShown(targetsBox, !known.isEmpty());
        targets.getChildren().setAll(known.stream().map(this::target).toList());
    }

    void show(Optional<DeliveryRow> row, DeliveriesViewModel.Detail detail) {
        FittingRow.setShown(choose, row.isEmpty());
        FittingRow.setShown(all, row.isPresent());
        runs.getChildren().clear();
        row.ifPresent(of -> {
            switch (of) {
                case DeliveryRow.Incoming in -> show(in.delivery());
                case DeliveryRow.Outgoing out -> {
                    name.setText(out.message().about());
                    from.setText(
                            out.message().event().replace('_', ' ')
                                    + " to "
                                    + out.message().target()
                                    + ", message "
                                    + out.message().id().value());
                    outcome.setText(DeliveryText.outcome(out.message(), clock.get()) + ".");
                }
            }
        });
        FittingRow.setShown(runs, !runs.getChildren().isEmpty());
        attempts.getChildren().setAll(detail.attempts().stream().map(this::attempt).toList());
        FittingRow.setShown(attemptsBox, !detail.attempts().isEmpty());
        payload.setText(detail.payload());
        FittingRow.setShown(payloadBox, !detail.payload().isEmpty());
        refresh();
    }

    private void show(IncomingView delivery) {
        name.setText(DeliveryText.named(delivery));
        from.setText(
                "Delivery "
                        + delivery.id().value()
                        + " from "
                        + DeliveryText.source(delivery.what().source())
                        + ", "
                        + Durations.ago(delivery.received(), clock.get(), clock.zone())
                        + ", "
                        + DeliveryText.tries(delivery.progress().attempts())
                        + (delivery.hasBody() ? "" : ", its body is gone"));
        outcome.setText(DeliveryText.outcome(delivery, clock.get()) + ".");
        for (IncomingView.StartedRun run : delivery.started()) {
            Button link = new Button(run.name());
            link.getStyleClass().addAll("link", "left-link");
            link.setOnAction(event -> open.accept(run.id()));
            runs.getChildren().add(link);
        }
    }

    private Node attempt(DeliveryAttempt attempt) {
        boolean failed = !attempt.error().isEmpty();
        Integer status = attempt.status();
        CutLabel said =
                new CutLabel(
                        (status == null ? "no answer" : status.toString())
                                + (failed ? ": " + attempt.error() : ""),
                        "small");
        said.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(said, Priority.ALWAYS);
        Label took =
                new Label(
                        Durations.exact(attempt.took())
                                + ", "
                                + Durations.ago(attempt.started(), clock.get(), clock.zone()));
        took.getStyleClass().addAll("small", "muted");
        took.setMinWidth(Label.USE_PREF_SIZE);
        return row(new StateIcon(failed ? StateShape.FAILURE : StateShape.SUCCESS), said, took);
    }

    private Node target(Target target) {
        CutLabel called = new CutLabel(target.name(), "medium");
        called.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(called, Priority.ALWAYS);
        Label counts =
                new Label(
                        target.waiting()
                                + " under way, "
                                + target.dead()
                                + (target.dead() == 1 ? " dead letter" : " dead letters"));
        counts.getStyleClass().addAll("small", target.dead() > 0 ? "alert" : "muted");
        counts.setMinWidth(Label.USE_PREF_SIZE);
        Label circuit = new Label(DeliveryText.circuit(target, clock.get()));
        circuit.setWrapText(true);
        circuit.getStyleClass().addAll("small", target.failures() > 0 ? "alert" : "muted");
        return new VBox(1, row(called, counts), circuit);
    }

    private static HBox row(Node... nodes) {
        HBox row = new HBox(8, nodes);
        row.setAlignment(Pos.CENTER_LEFT);
        row.setMinHeight(24);
        return row;
    }
}
