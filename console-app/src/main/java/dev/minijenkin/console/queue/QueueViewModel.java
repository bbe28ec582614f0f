package dev.minijenkin.console.queue;

import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.live.Latest;
import dev.minijenkin.console.live.LiveHints;
import dev.minijenkin.console.live.LiveReading;
import dev.minijenkin.console.rows.LiveRowsModel;
import dev.minijenkin.console.rows.Marks;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.view.explain.Explanation;
import dev.minijenkin.db.view.queue.QueueNow;
import dev.minijenkin.db.view.queue.QueuedWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// What waits, by what must happen next; and of one of it why, in full. FX thread only.
public final class QueueViewModel implements LiveRowsModel<QueueNow, QueueRow> {
    private final LiveReading<QueueNow> reading;
    private final QueueSource source;
    private final Latest<Explained> explaining;
    private final ReadOnlyObjectWrapper<Optional<Explained>> explained =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ObservableList<QueueRow> rows = FXCollections.observableArrayList();
    private final Marks marks = new Marks();
    private final Set<QueueGroup> folded = EnumSet.noneOf(QueueGroup.class);
    private Optional<QueueGroup> only = Optional.empty();
    private Optional<QueuedWork> selected = Optional.empty();

    /// Why something waits, in full.
    ///
    /// @param reasons as `explain_job` gives them; none for a run as a whole
    record Explained(QueuedWork work, List<Explanation> reasons) {}

    public QueueViewModel(
            LiveHints hints, DatabaseClock clock, Background background, QueueSource source) {
        this.source = source;
        this.explaining = new Latest<>(background, Duration.ZERO);
        this.reading =
                new LiveReading<>(
                        hints,
                        clock,
                        background,
                        Set.of(Topic.RUN, Topic.QUEUE, Topic.RUNNER),
                        source::now);
        reading.answerProperty().subscribe(answer -> answer.ifPresent(this::came));
        // What a runner does changes why a job waits, and not that it does.
        reading.afterEach(this::explain);
    }

    @Override
    public LiveReading<QueueNow> reading() {
        return reading;
    }

    @Override
    public void detach() {
        LiveRowsModel.super.detach();
        explaining.cancel();
    }

    @Override
    public ObservableList<QueueRow> rows() {
        return rows;
    }

    Marks marks() {
        return marks;
    }

    /// What is marked, as it is now.
    List<QueuedWork> marked() {
        return marks.of(work(), QueuedWork::key);
    }

    /// Why what is selected waits; empty until that is known, and where nothing is.
    ReadOnlyObjectProperty<Optional<Explained>> explainedProperty() {
        return explained.getReadOnlyProperty();
    }

    /// How many wait in a group.
    long count(QueueGroup group) {
        return work().stream().filter(each -> QueueGroup.of(each) == group).count();
    }

    /// Shows one group alone, or all.
    void show(Optional<QueueGroup> group) {
        only = group;
        layOut();
    }

    /// Opens or closes a group.
    void fold(QueueGroup group, boolean open) {
        if (open ? folded.remove(group) : folded.add(group)) {
            layOut();
        }
    }

    /// Marks a row, or takes its mark away: of a head those of all of its group.
    void mark(QueueRow row) {
        switch (row) {
            case QueueRow.OfGroup head ->
                    marks.toggleAll(
                            work().stream()
                                    .filter(each -> QueueGroup.of(each) == head.group())
                                    .map(QueuedWork::key)
                                    .toList());
            case QueueRow.OfWork of -> marks.toggle(of.key());
        }
        layOut();
    }

    void unmarkAll() {
        marks.clear();
        layOut();
    }

    /// Is told what is selected, and reads why it waits.
    void select(Optional<QueuedWork> work) {
        boolean same = selected.map(QueuedWork::key).equals(work.map(QueuedWork::key));
        selected = work;
        if (!same) {
            explained.set(Optional.empty());
            explain();
        }
    }

    private void explain() {
        explaining.cancel();
        selected.ifPresent(work -> {
            JobId job = work.job();
            if (job == null) {
                explained.set(Optional.of(new Explained(work, List.of())));
            } else {
                explaining.ask(
                        stale -> new Explained(work, source.explain(job)),
                        answer -> explained.set(Optional.of(answer)));
            }
        });
    }

    private void came(QueueNow now) {
        marks.keepOnly(now.work().stream().map(QueuedWork::key).toList());
        layOut();
        selected =
                selected.flatMap(before ->
                        now.work().stream()
                                .filter(each -> each.key().equals(before.key()))
                                .findFirst());
        if (selected.isEmpty()) {
            explained.set(Optional.empty());
        }
    }

    private List<QueuedWork> work() {
        return reading.answerProperty().get().map(QueueNow::work).orElse(List.of());
    }

    void layOut() {
        List<QueueRow> next = new ArrayList<>();
        for (QueueGroup group : QueueGroup.values()) {
            List<QueuedWork> its =
                    work().stream().filter(each -> QueueGroup.of(each) == group).toList();
            if (its.isEmpty() || only.filter(wanted -> wanted != group).isPresent()) {
                continue;
            }
            boolean open = !folded.contains(group);
            next.add(new QueueRow.OfGroup(group, its.size(), open));
            if (open) {
                its.forEach(each ->
                        next.add(new QueueRow.OfWork(each, group, marks.contains(each.key()))));
            }
        }
        if (!rows.equals(next)) {
            rows.setAll(next);
        }
    }
}
