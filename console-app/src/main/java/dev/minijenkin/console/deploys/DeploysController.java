package dev.minijenkin.console.deploys;

import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.frame.Notices;
import dev.minijenkin.console.frame.place.Deed;
import dev.minijenkin.console.frame.place.Navigator;
import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.Placeholder;
import dev.minijenkin.console.part.layout.Segments;
import dev.minijenkin.console.part.layout.SidePane;
import dev.minijenkin.console.part.list.SteadyList;
import dev.minijenkin.console.rows.RowActs;
import dev.minijenkin.console.rows.RowsScreen;
import dev.minijenkin.console.rows.RowsView;
import dev.minijenkin.db.view.deploy.DeployingJob;
import dev.minijenkin.db.view.deploy.EnvironmentView;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Binds the environments.
public final class DeploysController implements RowsScreen {
    private final Parts parts;
    private final DeploysViewModel model;
    private final RowsView<List<EnvironmentView>, DeployRow> rows;
    private final EnvironmentController sidePart;
    private final RowActs<EnvironmentView> environmentActs;
    private final RowActs<DeployRow.OfWaiting> waitingActs;

    @FXML private VBox root;
    @FXML private Label total;
    @FXML private Segments kinds;
    @FXML private HBox head;
    @FXML private SidePane sides;
    @FXML private SteadyList<DeployRow> list;
    @FXML private Placeholder placeholder;

    /// What the environments are made of.
    public record Parts(
            DeploysViewModel model,
            Navigator navigator,
            Notices notices,
            RunActions actions,
            DatabaseClock clock) {}

    public DeploysController(Parts parts) {
        this.parts = parts;
        this.model = parts.model();
        this.sidePart =
                new EnvironmentController(
                        parts.clock(), run -> parts.navigator().go(new Place.RunPlace(run)));
        DeployActions actions =
                new DeployActions(parts.actions(), () -> model.historyProperty().get().lastGood());
        this.environmentActs =
                new RowActs<>(
                        actions.ofEnvironment(),
                        new RowActs.Chosen<>(
                                List::of,
                                this::environment,
                                environment -> environment.name().full()),
                        parts.actions().refusalProperty()::get,
                        parts.notices()::say);
        this.waitingActs =
                new RowActs<>(
                        actions.ofWaiting(),
                        new RowActs.Chosen<>(
                                List::of, this::waiting, row -> DeployText.full(row.waiting())),
                        parts.actions().refusalProperty()::get,
                        parts.notices()::say);
        this.rows =
                new RowsView<>(
                        model,
                        new RowsView.Look<>(
                                "Environments, and who waits there",
                                DeployColumns::heads,
                                () -> new DeployCell(parts.clock())),
                        new RowsView.Behaviour<>(
                                DeployRow::key,
                                DeploysController::empty,
                                this::open,
                                parts.notices()::say),
                        parts.clock());
    }

    /// Controllers of the views that this one includes.
    public List<Object> parts() {
        return List.of(sidePart);
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public RowsView<List<EnvironmentView>, DeployRow> rows() {
        return rows;
    }

    @Override
    public List<Deed> deeds() {
        return Stream.concat(waitingActs.deeds().stream(), environmentActs.deeds().stream())
                .toList();
    }

    @FXML
    private void initialize() {
        rows.fill(new RowsView.Nodes<>(head, list, placeholder));
        list.getSelectionModel().selectedItemProperty().subscribe(row -> showSelected());
        rows.listen(root, code -> false, this::pressed);
        sidePart.offer(environmentActs, waitingActs);
        kinds.offer("All", () -> showKind(Optional.empty()));
        for (DeployKind kind : DeployKind.values()) {
            kinds.offer(kind.word(), () -> showKind(Optional.of(kind)));
        }
        parts.actions().refusalProperty().subscribe(refusal -> sidePart.refresh());
        model.answerProperty().subscribe(answer -> answer.ifPresent(this::came));
        model.historyProperty().subscribe(past -> sidePart.show(list.selected(), past));
    }

    private void showKind(Optional<DeployKind> kind) {
        rows.change(() -> model.show(kind));
    }

    /// Of the row that is selected, whether it is the environment or who waits there.
    private Optional<EnvironmentView> environment() {
        return list.selected().map(DeployRow::environment);
    }

    private Optional<DeployRow.OfWaiting> waiting() {
        return RowActs.selected(
                list,
                row -> row instanceof DeployRow.OfWaiting of ? Optional.of(of) : Optional.empty());
    }

    private void showSelected() {
        model.select(environment());
        sidePart.show(list.selected(), model.historyProperty().get());
    }

    private void came(List<EnvironmentView> environments) {
        total.setText(
                environments.isEmpty()
                        ? ""
                        : environments.size() == 1
                                ? "1 environment"
                                : environments.size() + " environments");
        kinds.count(Stream.of(DeployKind.values()).map(model::count).toList());
        sidePart.show(list.selected(), model.historyProperty().get());
    }

    private static RowsView.Empty empty(List<EnvironmentView> environments) {
        return environments.isEmpty()
                ? new RowsView.Empty(
                        "No environment yet",
                        "A job that names an environment deploys there, one after the other. The first"
                                + " one makes it; who wants rules from the beginning sets them before.",
                        "mini-jenkin environment set REPOSITORY production --approvals 1")
                : new RowsView.Empty("No such environment", "Others are there: see All.", "");
    }

    private boolean pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.W) {
            rows.showSide(sides, sidePart::focus);
            return true;
        }
        return waitingActs.pressed(event, list) || environmentActs.pressed(event, list);
    }

    /// Who waits, or who deploys; else what was deployed.
    private void open(DeployRow row) {
        Optional<DeployingJob> job =
                switch (row) {
                    case DeployRow.OfWaiting of -> Optional.of(of.waiting().job());
                    case DeployRow.OfEnvironment of ->
                            of.environment().lock() instanceof EnvironmentView.Lock.Held held
                                    ? Optional.of(held.holder())
                                    : of.environment().deployed().map(EnvironmentView.Deployed::by);
                };
        job.ifPresentOrElse(
                of -> parts.navigator().go(new Place.JobPlace(of.run(), of.job())),
                () -> parts.notices().say("Nothing was deployed there yet"));
    }
}
