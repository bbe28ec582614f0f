package dev.minijenkin.console.runners;

import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.frame.Notices;
import dev.minijenkin.console.frame.place.Deed;
import dev.minijenkin.console.frame.place.Navigator;
import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.Placeholder;
import dev.minijenkin.console.part.layout.Segments;
import dev.minijenkin.console.part.list.SteadyList;
import dev.minijenkin.console.rows.ActButtons;
import dev.minijenkin.console.rows.MarkBar;
import dev.minijenkin.console.rows.RowActs;
import dev.minijenkin.console.rows.RowsScreen;
import dev.minijenkin.console.rows.RowsView;
import dev.minijenkin.db.view.runner.RunnerView;
import dev.minijenkin.db.view.runner.RunnersNow;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Binds the list of runners.
public final class RunnersController implements RowsScreen {
    private final Parts parts;
    private final RunnersViewModel model;
    private final RowsView<RunnersNow, RunnerRow> rows;
    private final RowActs<RunnerView> acts;

    @FXML private VBox root;
    @FXML private Label total;
    @FXML private Segments kinds;
    @FXML private ActButtons buttons;
    @FXML private HBox head;
    @FXML private SteadyList<RunnerRow> list;
    @FXML private Placeholder placeholder;
    @FXML private MarkBar markBar;

    /// What the list of runners is made of.
    public record Parts(
            RunnersViewModel model,
            Navigator navigator,
            Notices notices,
            RunActions actions,
            DatabaseClock clock) {}

    public RunnersController(Parts parts) {
        this.parts = parts;
        this.model = parts.model();
        this.acts =
                new RowActs<>(
                        new RunnerActions(parts.actions(), () -> model.answerProperty().get())
                                .all(),
                        new RowActs.Chosen<>(model::marked, this::selected, RunnerView::name),
                        parts.actions().refusalProperty()::get,
                        parts.notices()::say);
        this.rows =
                new RowsView<>(
                        model,
                        new RowsView.Look<>(
                                "Runners and their jobs",
                                RunnerColumns::heads,
                                () -> new RunnerCell(parts.clock(), this::mark)),
                        new RowsView.Behaviour<>(
                                RunnerRow::key,
                                RunnersController::empty,
                                this::enter,
                                parts.notices()::say),
                        parts.clock());
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public RowsView<RunnersNow, RunnerRow> rows() {
        return rows;
    }

    @Override
    public List<Deed> deeds() {
        return acts.deeds();
    }

    @FXML
    private void initialize() {
        rows.fill(new RowsView.Nodes<>(head, list, placeholder));
        list.getSelectionModel().selectedItemProperty().subscribe(row -> refresh());
        rows.listen(
                root,
                this::pressedInList,
                event -> unmarks(event.getCode()) || acts.pressed(event, list));
        buttons.offer(acts);
        markBar.follow(model.marks(), acts, model::unmarkAll);
        rows.markBy(
                model.marks(),
                row ->
                        row instanceof RunnerRow.OfJob
                                ? Optional.empty()
                                : Optional.of(row.runner().id()),
                model::layOut);
        kinds.offer("All", () -> showKind(Optional.empty()));
        for (RunnerKind kind : RunnerKind.values()) {
            kinds.offer(kind.word(), () -> showKind(Optional.of(kind)));
        }
        parts.actions().refusalProperty().subscribe(refusal -> refresh());
        model.answerProperty().subscribe(answer -> answer.ifPresent(this::came));
    }

    private void showKind(Optional<RunnerKind> kind) {
        rows.change(() -> model.show(kind));
    }

    private Optional<RunnerView> selected() {
        return list.selected()
                .filter(row -> !(row instanceof RunnerRow.OfJob))
                .map(RunnerRow::runner);
    }

    private void refresh() {
        buttons.refresh();
        markBar.refresh();
    }

    private void came(RunnersNow now) {
        long online = now.runners().stream().filter(runner -> runner.life().online()).count();
        total.setText(
                now.runners().isEmpty() ? "" : online + " of " + now.runners().size() + " online");
        kinds.count(Stream.of(RunnerKind.values()).map(model::count).toList());
        refresh();
    }

    private static RowsView.Empty empty(RunnersNow now) {
        return now.runners().isEmpty()
                ? new RowsView.Empty(
                        "No runner yet",
                        "Start one on a machine that is to carry out jobs. It appears here as soon as it"
                                + " is heard, and takes what its labels fit.",
                        "mini-jenkin runner")
                : new RowsView.Empty("No such runner", "Others are there: see All.", "");
    }

    /// Keys of the list itself.
    private boolean pressedInList(KeyCode code) {
        switch (code) {
            case SPACE -> rows.withSelected(this::mark);
            case LEFT -> list.selected().ifPresent(row -> fold(row, false));
            case RIGHT -> list.selected().ifPresent(row -> fold(row, true));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean unmarks(KeyCode code) {
        boolean any = code == KeyCode.ESCAPE && model.marks().countProperty().get() > 0;
        if (any) {
            model.unmarkAll();
        }
        return any;
    }

    private void mark(RunnerRow row) {
        rows.change(() -> model.mark(row));
        refresh();
    }

    private void fold(RunnerRow row, boolean open) {
        rows.change(() -> model.fold(row.runner(), open));
        list.select(row.runner().id());
    }

    /// A runner opens or closes; a job leads to its page.
    private void enter(RunnerRow row) {
        switch (row) {
            case RunnerRow.OfRunner of -> fold(of, !of.open());
            case RunnerRow.OfTrouble of -> fold(of, true);
            case RunnerRow.OfJob of ->
                    parts.navigator().go(new Place.JobPlace(of.job().run(), of.job().job()));
        }
    }
}
