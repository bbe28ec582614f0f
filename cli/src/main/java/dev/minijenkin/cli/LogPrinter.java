package dev.minijenkin.cli;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.log.LogCursor;
import dev.minijenkin.db.log.LogLines;
import dev.minijenkin.db.log.Logs;
import dev.minijenkin.db.notify.Listener;
import dev.minijenkin.db.notify.Subscriber;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.run.Annotation;
import dev.minijenkin.db.run.Annotations;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Job;
import dev.minijenkin.db.run.JobState;
import dev.minijenkin.db.run.Jobs;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import java.io.PrintStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Prints the logs of a run, each line with its job. Woken by hints, with a slow poll behind them.
///
/// A line that is not whole yet is printed as it grows; where another job's line comes in between,
/// it is printed once more when it is whole, so that no line is torn.
final class LogPrinter implements AutoCloseable {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration WATCH = Duration.ofSeconds(30);
    private static final int CHUNKS = 200;

    private final Database database;
    private final PrintStream out;
    private final Semaphore hinted = new Semaphore(0);
    private final Listener listener;
    private final UUID self = UUID.randomUUID();
    // Used by the caller's thread.
    private final Map<JobId, JobLog> logs = new LinkedHashMap<>();
    // Whose line the output ends with although it is not whole, and how much of it stands there.
    private @Nullable JobId growing;
    private int grown;

    /// How far the log of a job is printed.
    private record JobLog(LogCursor cursor, LogLines lines) {
        JobLog(JobId job) {
            this(new LogCursor(job), new LogLines());
        }
    }

    LogPrinter(Database database, DatabaseConfiguration configuration, PrintStream out) {
        this.database = database;
        this.out = out;
        this.listener =
                new Listener(configuration.dataSource(), EnumSet.of(Topic.RUN, Topic.LOG)).start();
        listener.subscribe(new Waker());
    }

    /// Prints what is there now.
    void print(RunId id) {
        Run run = run(id);
        printNewLines(run, job -> true);
        printAnnotations(run);
    }

    /// Prints what is there and what comes, until the run has ended; how it ended.
    Conclusion follow(RunId id) {
        long watchUntil = 0;
        while (true) {
            if (System.nanoTime() >= watchUntil) {
                watch(id);
                watchUntil = System.nanoTime() + WATCH.dividedBy(2).toNanos();
            }
            // The state first: what was written before the end is then read below.
            Run run = run(id);
            printNewLines(run, job -> job.state() == JobState.FINISHED);
            Conclusion conclusion = run.conclusion();
            if (conclusion != null) {
                printAnnotations(run);
                printEnd(run, conclusion);
                database.runInTransaction(tx -> Logs.unwatch(tx, id, self));
                return conclusion;
            }
            pause();
        }
    }

    @Override
    public void close() {
        listener.close();
    }

    private Run run(RunId id) {
        return database.statement(tx -> Runs.find(tx, id)).orElseThrow();
    }

    private void watch(RunId id) {
        database.runInTransaction(tx -> Logs.watch(tx, id, self, WATCH));
    }

    /// @param over of which jobs no more may come, so that a line which they left open is printed
    private void printNewLines(Run run, Predicate<Job> over) {
        for (Job job : database.statement(tx -> Jobs.ofRun(tx, run.id(), run.attempt()))) {
            JobLog log = logs.computeIfAbsent(job.id(), JobLog::new);
            LogLines.Sink sink = (at, bytes, more) -> printLine(job, bytes);
            List<LogChunk> chunks;
            boolean grew = false;
            do {
                chunks = database.statement(tx -> log.cursor().next(tx, CHUNKS));
                chunks.forEach(chunk -> log.lines().take(chunk, sink));
                grew |= !chunks.isEmpty();
            } while (!chunks.isEmpty());
            if (over.test(job)) {
                log.lines().end(sink);
            }
            // Where another job's line is growing, this one waits until it is whole. Not at every
            // look:
            // asking for an open line copies it.
            if (growing == null || (grew && job.id().equals(growing))) {
                log.lines().open().ifPresent(line -> printGrowing(job, line.bytes()));
            }
        }
        out.flush();
    }

    private void printLine(Job job, byte[] line) {
        if (!job.id().equals(growing)) {
            leaveGrowingLine();
            begin(job);
        }
        goOn(line);
        out.println();
        growing = null;
    }

    /// Prints what is new of the line that the output ends with, or begins it.
    private void printGrowing(Job job, byte[] line) {
        if (growing == null) {
            begin(job);
        }
        goOn(line);
    }

    private void begin(Job job) {
        growing = job.id();
        grown = 0;
        out.print(job.name());
        out.print(" | ");
    }

    /// Bytes as they are: the terminal knows its encoding.
    private void goOn(byte[] line) {
        out.write(line, grown, line.length - grown);
        grown = line.length;
    }

    private void leaveGrowingLine() {
        if (growing != null) {
            out.println();
            growing = null;
        }
    }

    private void printAnnotations(Run run) {
        for (Annotation annotation :
                database.statement(tx -> Annotations.ofRun(tx, run.id(), run.attempt()))) {
            if (annotation.job() == null) {
                out.printf(
                        "%s:%d:%d: %s: %s%n",
                        annotation.path(),
                        annotation.line(),
                        annotation.column(),
                        EnumWords.of(annotation.level()),
                        annotation.message());
            }
        }
    }

    private void printEnd(Run run, Conclusion conclusion) {
        out.printf("Run %d: %s%n", run.id().value(), EnumWords.of(conclusion));
        out.flush();
    }

    private void pause() {
        try {
            if (hinted.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                hinted.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailureException("Interrupted", e);
        }
    }

    private final class Waker implements Subscriber {
        @Override
        public void hinted(Topic topic, Set<Long> ids) {
            hinted.release();
        }

        @Override
        public void connected() {
            hinted.release();
        }
    }
}
