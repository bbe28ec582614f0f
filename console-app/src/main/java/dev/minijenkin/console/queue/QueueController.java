package dev.minijenkin.console.queue;

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
import dev.minijenkin.console.whatif.Foresight;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.view.queue.QueueNow;
import dev.minijenkin.db.view.queue.QueuedWork;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Binds the queue: what waits in groups, and a panel that says why.
public final class QueueController implements RowsScreen {
    private final Parts parts;
    private final QueueViewModel model;
    private final RowsView<QueueNow, QueueRow> rows;
    private final WhyController whyPart;
    private final RowActs<QueuedWork> acts;

    @FXML private VBox root;
    @FXML private Label total;
    @FXML private Segments groups;
    @FXML private HBox head;
    @FXML private SidePane sides;
    @FXML private SteadyList<QueueRow> list;
    @FXML private Placeholder placeholder;
    @FXML private MarkBar markBar;
    @FXML private Label selection;

    /// What the queue is made of.
    public record Parts(
            QueueViewModel model,
            Navigator navigator,
            Notices notices,
            RunActions actions,
            Foresight foresight,
            DatabaseClock clock) {}

    public QueueController(Parts parts) {
        this.parts = parts;
        this.model = parts.model();
        this.whyPart = new WhyController(parts.clock(), this::open);
        this.acts =
                new RowActs<>(
                        new QueueActions(parts.actions(), parts.foresight()).all(),
                        new RowActs.Chosen<>(model::marked, this::selected, QueueText::fullName),
                        parts.actions().refusalProperty()::get,
                        parts.notices()::say);
        this.rows =
                new RowsView<>(
                        model,
                        new RowsView.Look<>(
                                "What waits",
                                QueueColumns::heads,
                                () -> new QueueCell(parts.clock(), this::mark, this::fold)),
                        new RowsView.Behaviour<>(
                                QueueRow::key, this::empty, this::enter, parts.notices()::say),
                        parts.clock());
    }

    /// Controllers of the views that this one includes.
    public List<Object> parts() {
        return List.of(whyPart);
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public RowsView<QueueNow, QueueRow> rows() {
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
        whyPart.offer(acts);
        markBar.follow(model.marks(), acts, model::unmarkAll);
        rows.markBy(
                model.marks(),
                row -> row instanceof QueueRow.OfWork of ? Optional.of(of.key()) : Optional.empty(),
                model::layOut);
        model.marks().countProperty().subscribe(count -> showCount());
        groups.offer("All", () -> showKind(Optional.empty()));
        for (QueueGroup group : QueueGroup.values()) {
            groups.offer(group.word(), () -> showKind(Optional.of(group)));
        }
        parts.actions().refusalProperty().subscribe(refusal -> refreshActs());
        model.answerProperty().subscribe(answer -> answer.ifPresent(this::came));
        model.explainedProperty().subscribe(known -> whyPart.show(selected(), known));
    }

    private void showKind(Optional<QueueGroup> group) {
        rows.change(() -> model.show(group));
    }

    private Optional<QueuedWork> selected() {
        return RowActs.selected(
                list,
                row ->
                        row instanceof QueueRow.OfWork of
                                ? Optional.of(of.work())
                                : Optional.empty());
    }

    private void showSelected() {
        model.select(selected());
        whyPart.show(selected(), model.explainedProperty().get());
    }

    private void refreshActs() {
        markBar.refresh();
        whyPart.show(selected(), model.explainedProperty().get());
    }

    private void came(QueueNow now) {
        long work = now.work().size();
        long beyond = now.inQueue() - now.work().stream().filter(QueueController::queued).count();
        total.setText(
                work == 0
                        ? ""
                        : beyond > 0
                                ? "the first %,d of %,d".formatted(work, work + beyond)
                                : work + (work == 1 ? " waits" : " wait"));
        groups.count(Stream.of(QueueGroup.values()).map(model::count).toList());
        whyPart.show(now.limits());
        refreshActs();
    }

    private static boolean queued(QueuedWork work) {
        return work.waiting().reason() == null;
    }

    private void showCount() {
        selection.setText(
                model.marks().countProperty().get() > 0
                        ? model.marks().countProperty().get() + " marked"
                        : "");
    }

    private RowsView.Empty empty(QueueNow now) {
        return now.work().isEmpty()
                ? new RowsView.Empty(
                        "Nothing waits",
                        "Every job that could begin has begun. What waits for a runner, a person, a lock"
                                + " or its turn appears here, with the reason.",
                        "")
                : new RowsView.Empty("Nothing of this kind waits", "Other things do: see All.", "");
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

    private boolean other(KeyCode code) {
        switch (code) {
            case W -> rows.showSide(sides, whyPart::focus);
            case ESCAPE -> {
                if (model.marks().countProperty().get() == 0) {
                    return false;
                }
                model.unmarkAll();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void mark(QueueRow row) {
        rows.change(() -> model.mark(row));
        refreshActs();
    }

    private void fold(QueueRow row) {
        if (row instanceof QueueRow.OfGroup group) {
            fold(group, !group.open());
        }
    }

    private void fold(QueueRow row, boolean open) {
        QueueGroup group =
                switch (row) {
                    case QueueRow.OfGroup head -> head.group();
                    case QueueRow.OfWork of -> of.group();
                };
        rows.change(() -> model.fold(group, open));
        if (!open) {
            list.select(group);
        }
    }

    private void enter(QueueRow row) {
        switch (row) {
            case QueueRow.OfGroup group -> fold(group);
            case QueueRow.OfWork of -> open(of.work());
        }
    }

    private void open(QueuedWork work) {
        JobId job = work.job();
        parts.navigator()
                .go(
                        job == null
                                ? new Place.RunPlace(work.run().id())
                                : new Place.JobPlace(work.run().id(), job));
    }
}
