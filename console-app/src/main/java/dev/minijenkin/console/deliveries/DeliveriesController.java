package dev.minijenkin.console.deliveries;

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
import dev.minijenkin.console.rows.MarkBar;
import dev.minijenkin.console.rows.RowActs;
import dev.minijenkin.console.rows.RowsScreen;
import dev.minijenkin.console.rows.RowsView;
import dev.minijenkin.db.view.delivery.IncomingView;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Binds what came in and what goes out.
public final class DeliveriesController implements RowsScreen {
    private final Parts parts;
    private final DeliveriesViewModel model;
    private final RowsView<DeliveriesSource.Now, DeliveryRow> rows;
    private final DeliveryController sidePart;
    private final RowActs<DeliveryRow> acts;

    @FXML private VBox root;
    @FXML private Segments kinds;
    @FXML private HBox head;
    @FXML private SidePane sides;
    @FXML private SteadyList<DeliveryRow> list;
    @FXML private Placeholder placeholder;
    @FXML private MarkBar markBar;

    /// What the deliveries are made of.
    public record Parts(
            DeliveriesViewModel model,
            Navigator navigator,
            Notices notices,
            RunActions actions,
            DatabaseClock clock) {}

    public DeliveriesController(Parts parts) {
        this.parts = parts;
        this.model = parts.model();
        this.sidePart =
                new DeliveryController(
                        parts.clock(), run -> parts.navigator().go(new Place.RunPlace(run)));
        this.acts =
                new RowActs<>(
                        new DeliveryActions(parts.actions()).all(),
                        new RowActs.Chosen<>(
                                model::marked, () -> list().selected(), DeliveriesController::name),
                        parts.actions().refusalProperty()::get,
                        parts.notices()::say);
        this.rows =
                new RowsView<>(
                        model,
                        new RowsView.Look<>(
                                "Deliveries",
                                DeliveryColumns::heads,
                                () -> new DeliveryCell(parts.clock(), this::mark)),
                        new RowsView.Behaviour<>(
                                DeliveryRow::key, now -> empty(), this::open, parts.notices()::say),
                        parts.clock());
    }

    private SteadyList<DeliveryRow> list() {
        return list;
    }

    private static String name(DeliveryRow row) {
        return switch (row) {
            case DeliveryRow.Incoming of -> DeliveryText.named(of.delivery());
            case DeliveryRow.Outgoing of -> of.message().about();
        };
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
    public RowsView<DeliveriesSource.Now, DeliveryRow> rows() {
        return rows;
    }

    @Override
    public List<Deed> deeds() {
        return acts.deeds();
    }

    @FXML
    private void initialize() {
        rows.fill(new RowsView.Nodes<>(head, list, placeholder));
        list.getSelectionModel().selectedItemProperty().subscribe(row -> showSelected());
        rows.listen(
                root,
                this::pressedInList,
                event -> other(event.getCode()) || acts.pressed(event, list));
        sidePart.offer(acts);
        markBar.follow(model.marks(), acts, model::unmarkAll);
        rows.markBy(model.marks(), row -> Optional.of(row.key()), model::layOut);
        for (DeliveryKind kind : DeliveryKind.values()) {
            kinds.offer(kind.word(), () -> showKind(kind));
        }
        parts.actions().refusalProperty().subscribe(refusal -> refresh());
        model.answerProperty().subscribe(answer -> answer.ifPresent(this::came));
        model.detailProperty().subscribe(detail -> sidePart.show(list.selected(), detail));
    }

    private void showKind(DeliveryKind kind) {
        rows.change(() -> model.show(kind));
    }

    private void showSelected() {
        model.select(list.selected());
        sidePart.show(list.selected(), model.detailProperty().get());
    }

    private void refresh() {
        markBar.refresh();
        sidePart.refresh();
    }

    private void came(DeliveriesSource.Now now) {
        kinds.count(Stream.of(DeliveryKind.values()).skip(1).map(model::count).toList());
        sidePart.show(now.outgoing().targets());
        sidePart.show(list.selected(), model.detailProperty().get());
        refresh();
    }

    private RowsView.Empty empty() {
        return model.shown() == DeliveryKind.CAME_IN
                ? new RowsView.Empty(
                        "No delivery yet",
                        "Hooks of git hosts, triggers, schedules and what runs start appear here, with"
                                + " what came of them.",
                        "mini-jenkin repository add NAME URL")
                : new RowsView.Empty("Nothing of this kind", "", "");
    }

    private boolean pressedInList(KeyCode code) {
        if (code == KeyCode.SPACE) {
            rows.withSelected(this::mark);
        }
        return code == KeyCode.SPACE;
    }

    private boolean other(KeyCode code) {
        if (code == KeyCode.W) {
            showSide();
            return true;
        }
        boolean unmarks = code == KeyCode.ESCAPE && model.marks().countProperty().get() > 0;
        if (unmarks) {
            model.unmarkAll();
        }
        return unmarks;
    }

    private void showSide() {
        rows.showSide(sides, sidePart::focus);
    }

    private void mark(DeliveryRow row) {
        rows.change(() -> model.mark(row));
        refresh();
    }

    /// What it started, if it did.
    private void open(DeliveryRow row) {
        Optional<IncomingView.StartedRun> run =
                row instanceof DeliveryRow.Incoming of
                        ? of.delivery().started().stream().findFirst()
                        : Optional.empty();
        run.ifPresentOrElse(
                started -> parts.navigator().go(new Place.RunPlace(started.id())), this::showSide);
    }
}
