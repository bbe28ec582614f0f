package dev.minijenkin.cli.run;

import dev.minijenkin.cli.part.FileAnnotations;
import dev.minijenkin.cli.part.PatientReader;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.log.Logs;
import dev.minijenkin.db.notify.Listener;
import dev.minijenkin.db.notify.Subscriber;
import dev.minijenkin.db.notify.Subscription;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.JobForm;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.run.job.Jobs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Shows runs as they go on, until they have ended. Woken by hints, with a poll behind them. Used
/// by one thread, but for [#giveUp].
final class RunFollower implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(150);
    private static final Duration WATCH = Duration.ofSeconds(30);

    private final Database database;
    private final RunScreen screen;
    private final FailureShell shell;
    private final PatientReader reader;
    private final UUID self = UUID.randomUUID();
    private final Semaphore hinted = new Semaphore(0);
    private final Subscription subscription;
    private final AtomicBoolean givenUp = new AtomicBoolean();
    private final Map<JobId, FollowedJob> jobs = new LinkedHashMap<>();
    private final long began = System.nanoTime();

    /// @param shell for steps that fail: it is opened when all that they wrote is shown
    RunFollower(Database database, Listener listener, RunScreen screen, FailureShell shell) {
        this.database = database;
        this.screen = screen;
        this.shell = shell;
        this.reader = new PatientReader("a run that is followed", screen::line);
        this.subscription = listener.subscribe(new Waker());
    }

    /// Returns when all have ended and all that they wrote is shown, or nobody waits for that.
    void follow(List<RunId> ids) throws InterruptedException {
        long watchUntil = System.nanoTime();
        while (!givenUp.get()) {
            if (System.nanoTime() - watchUntil >= 0) {
                ids.forEach(id -> database.runInTransaction(tx -> Logs.watch(tx, id, self, WATCH)));
                watchUntil = System.nanoTime() + WATCH.dividedBy(2).toNanos();
            }
            // Who waits first: all that such a step wrote is then read below.
            Optional<FailureShell.Visit> visit = shell.next();
            // The states then: what was written before an end is then read below.
            List<Run> runs = reader.ask(() -> runs(ids));
            boolean printed = reader.ask(() -> show(runs));
            if (!printed && visit.isPresent()) {
                screen.clear();
                shell.open(visit.get(), screen);
            } else if (!printed) {
                if (runs.stream().allMatch(run -> run.state() == RunState.FINISHED)) {
                    break;
                }
                screen.progress(progress());
                pause();
            }
        }
        shell.close();
        screen.clear();
        screen.flush();
    }

    /// Any thread: nobody waits for the end any more.
    void giveUp() {
        givenUp.set(true);
        hinted.release();
    }

    /// Says how each run and each of its jobs ended.
    void summary(List<RunId> ids) {
        for (Run run : runs(ids)) {
            FileAnnotations.lines(database, run).forEach(screen::line);
            String how = run.conclusion() == null ? "left open" : EnumWords.of(run.conclusion());
            String workflow = database.statement(tx -> Runs.source(tx, run.id())).path();
            screen.line(
                    "%s %s: %s after %s"
                            .formatted(
                                    FollowedJob.mark(screen, run.conclusion()),
                                    workflow,
                                    how,
                                    FollowedJob.seconds(System.nanoTime() - began)));
        }
        screen.flush();
    }

    @Override
    public void close() {
        subscription.close();
    }

    private List<Run> runs(List<RunId> ids) {
        List<Run> runs = new ArrayList<>();
        ids.forEach(id -> runs.add(database.statement(tx -> Runs.find(tx, id)).orElseThrow()));
        return runs;
    }

    private boolean show(List<Run> runs) {
        boolean any = false;
        for (Run run : runs) {
            for (Job job : database.statement(tx -> Jobs.ofRun(tx, run.id(), run.attempt()))) {
                if (job.form() == JobForm.STEPS || job.state() == JobState.FINISHED) {
                    any |=
                            jobs.computeIfAbsent(
                                            job.id(),
                                            _ -> new FollowedJob(screen, jobs.size(), job))
                                    .show(database, job);
                }
            }
        }
        screen.flush();
        return any;
    }

    private String progress() {
        long ended = jobs.values().stream().filter(FollowedJob::isOver).count();
        long running = jobs.values().stream().filter(FollowedJob::isRunning).count();
        return "%s  %d running, %d waiting, %d ended"
                .formatted(
                        FollowedJob.seconds(System.nanoTime() - began),
                        running,
                        jobs.size() - ended - running,
                        ended);
    }

    private void pause() throws InterruptedException {
        if (hinted.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
            hinted.drainPermits();
        }
    }

    private final class Waker implements Subscriber {
        @Override
        public void hinted(Topic topic, Set<Long> ids) {
            if (topic == Topic.RUN || topic == Topic.LOG) {
                hinted.release();
            }
        }

        @Override
        public void connected() {
            hinted.release();
        }
    }
}
