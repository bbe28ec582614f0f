package dev.minijenkin.console.runners;

import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.live.LiveHints;
import dev.minijenkin.console.live.LiveReading;
import dev.minijenkin.console.rows.LiveRowsModel;
import dev.minijenkin.console.rows.Marks;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.view.runner.RunnerView;
import dev.minijenkin.db.view.runner.RunnersNow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Runners, and what each carries out. FX thread only.
public final class RunnersViewModel implements LiveRowsModel<RunnersNow, RunnerRow> {
    /// A heartbeat makes no hint, and its age is read by people.
    private static final Duration HEARTBEATS = Duration.ofSeconds(5);

    private final LiveReading<RunnersNow> reading;
    private final ObservableList<RunnerRow> rows = FXCollections.observableArrayList();
    private final Marks marks = new Marks();
    private final Set<RunnerId> folded = new HashSet<>();
    private Optional<RunnerKind> only = Optional.empty();

    public RunnersViewModel(
            LiveHints hints, DatabaseClock clock, Background background, RunnersSource source) {
        this.reading =
                new LiveReading<>(
                        hints,
                        clock,
                        background,
                        Set.of(Topic.RUN, Topic.QUEUE, Topic.RUNNER),
                        source::now,
                        HEARTBEATS);
        reading.answerProperty().subscribe(answer -> answer.ifPresent(this::came));
    }

    @Override
    public LiveReading<RunnersNow> reading() {
        return reading;
    }

    @Override
    public ObservableList<RunnerRow> rows() {
        return rows;
    }

    Marks marks() {
        return marks;
    }

    /// What is marked, as it is now.
    List<RunnerView> marked() {
        return marks.of(runners(), RunnerView::id);
    }

    long count(RunnerKind kind) {
        return runners().stream().filter(kind::holds).count();
    }

    /// Shows one kind alone, or all.
    void show(Optional<RunnerKind> kind) {
        only = kind;
        layOut();
    }

    void mark(RunnerRow row) {
        marks.toggle(row.runner().id());
        layOut();
    }

    void unmarkAll() {
        marks.clear();
        layOut();
    }

    /// Shows what a runner carries out, or hides it.
    void fold(RunnerView runner, boolean open) {
        if (open ? folded.remove(runner.id()) : folded.add(runner.id())) {
            layOut();
        }
    }

    private List<RunnerView> runners() {
        return reading.answerProperty().get().map(RunnersNow::runners).orElse(List.of());
    }

    private void came(RunnersNow now) {
        marks.keepOnly(now.runners().stream().map(RunnerView::id).toList());
        layOut();
    }

    void layOut() {
        List<RunnerRow> next = new ArrayList<>();
        reading.answerProperty()
                .get()
                .ifPresent(now ->
                        now.runners().stream()
                                .filter(runner ->
                                        only.filter(kind -> !kind.holds(runner)).isEmpty())
                                .forEach(runner -> layOut(now, runner, next)));
        if (!rows.equals(next)) {
            rows.setAll(next);
        }
    }

    private void layOut(RunnersNow now, RunnerView runner, List<RunnerRow> next) {
        boolean open = !folded.contains(runner.id());
        long needed = runner.takesJobs() ? 0 : now.needing(List.of(runner));
        next.add(new RunnerRow.OfRunner(runner, needed, marks.contains(runner.id()), open));
        if (!runner.takesJobs()) {
            next.add(new RunnerRow.OfTrouble(runner, needed));
        }
        if (open) {
            runner.jobs().forEach(job -> next.add(new RunnerRow.OfJob(runner, job)));
        }
    }
}
