package dev.minijenkin.cli.view;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.cli.part.FileAnnotations;
import dev.minijenkin.cli.part.PatientReader;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.DatabaseUnavailableException;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.log.Logs;
import dev.minijenkin.db.notify.Listener;
import dev.minijenkin.db.notify.Subscriber;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.run.job.Jobs;
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
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Prints the logs of a run, each line with its job ([LogOutput]). Woken by hints, with a slow poll
/// behind them; reads the more at once the more there is. A terminal that does not take as much as
/// is printed is shown the newest lines, and told how many were left out: files and pipes get all.
/// What follows a run outlives an absence of the database.
public final class LogPrinter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogPrinter.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration WATCH = Duration.ofSeconds(30);

    /// For how long what follows a run writes without coming to an end before it leaves out some.
    private static final Duration BEHIND = Duration.ofMillis(500);

    private final Database database;
    private final LogOutput output;
    private final boolean skips;
    private final LongSupplier nanoTime;
    private final PatientReader reader;
    private final Semaphore hinted = new Semaphore(0);
    private final Listener listener;
    private final UUID self = UUID.randomUUID();
    // Used by the caller's thread.
    private final Map<JobId, PrintedLog> logs = new LinkedHashMap<>();

    /// Prints to where a command's output goes.
    ///
    /// @param terminal whether a person looks on
    /// @param reader for the database while a run is followed
    public LogPrinter(
            Database database,
            DatabaseConfiguration configuration,
            PrintStream out,
            boolean terminal,
            PatientReader reader) {
        this(
                database,
                configuration,
                new LogOutput(out, terminal),
                terminal,
                System::nanoTime,
                reader);
    }

    /// @param skips whether it leaves out what the output does not take in time
    public LogPrinter(
            Database database,
            DatabaseConfiguration configuration,
            LogOutput output,
            boolean skips,
            LongSupplier nanoTime,
            PatientReader reader) {
        this.database = database;
        this.output = output;
        this.skips = skips;
        this.nanoTime = nanoTime;
        this.reader = reader;
        this.listener =
                new Listener(configuration.dataSource(), EnumSet.of(Topic.RUN, Topic.LOG)).start();
        listener.subscribe(new Waker());
    }

    /// Prints what is there now.
    void print(RunId id) {
        Run run = run(id);
        List<Job> jobs = jobs(run);
        while (printPages(jobs)) {
            // The next pages.
        }
        logs.values().forEach(PrintedLog::end);
        printAnnotations(run);
        output.flush();
    }

    /// Prints what is there and what comes, until the run has ended; how it ended.
    public Conclusion follow(RunId id) {
        long watchUntil = nanoTime.getAsLong();
        long caughtUp = watchUntil;
        while (true) {
            if (nanoTime.getAsLong() - watchUntil >= 0) {
                reader.ask(() -> {
                    watch(id);
                    return true;
                });
                watchUntil = nanoTime.getAsLong() + WATCH.dividedBy(2).toNanos();
            }
            // The state first: what was written before the end is then read below.
            Run run = reader.ask(() -> run(id));
            List<Job> jobs = reader.ask(() -> jobs(run));
            boolean printed = reader.ask(() -> printPages(jobs));
            if (logs.values().stream().noneMatch(PrintedLog::isBehind)) {
                logs.values().forEach(PrintedLog::grow);
                output.flush();
                caughtUp = nanoTime.getAsLong();
            } else if (skips && nanoTime.getAsLong() - caughtUp > BEHIND.toNanos()) {
                reader.ask(() -> {
                    skip(jobs, id);
                    return true;
                });
                caughtUp = nanoTime.getAsLong();
            }
            if (printed) {
                continue;
            }
            Conclusion conclusion = run.conclusion();
            if (conclusion != null) {
                logs.values().forEach(PrintedLog::end);
                reader.ask(() -> {
                    printAnnotations(run);
                    return true;
                });
                output.line("Run %d: %s".formatted(id.value(), EnumWords.of(conclusion)));
                output.flush();
                unwatch(id);
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

    /// Who looks no more is forgotten by itself, too.
    private void unwatch(RunId id) {
        try {
            database.runInTransaction(tx -> Logs.unwatch(tx, id, self));
        } catch (DatabaseUnavailableException e) {
            LOG.debug("That nobody looks at run {} any more is left to its expiry", id, e);
        }
    }

    private List<Job> jobs(Run run) {
        return database.statement(tx -> Jobs.ofRun(tx, run.id(), run.attempt()));
    }

    private PrintedLog log(Job job) {
        return logs.computeIfAbsent(job.id(), id -> new PrintedLog(id, output.log(job.name())));
    }

    /// Prints a page of each log, so that no job waits for a talkative one; whether any had one.
    private boolean printPages(List<Job> jobs) {
        boolean any = false;
        for (Job job : jobs) {
            PrintedLog log = log(job);
            if (log.mayGoOn(job.state())) {
                boolean printed = database.statement(log::printPage);
                any |= printed;
                if (!printed && job.state() == JobState.FINISHED) {
                    log.end();
                }
            }
        }
        return any;
    }

    private void skip(List<Job> jobs, RunId run) {
        for (Job job : jobs) {
            if (log(job).isBehind()) {
                database.run(tx -> log(job).skip(tx, "'mini-jenkin logs " + run.value() + "'"));
            }
        }
    }

    private void printAnnotations(Run run) {
        FileAnnotations.lines(database, run).forEach(output::line);
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
