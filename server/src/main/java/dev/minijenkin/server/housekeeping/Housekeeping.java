package dev.minijenkin.server.housekeeping;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.stats.Stats;
import dev.minijenkin.engine.recovery.OverdueHandovers;
import dev.minijenkin.engine.recovery.Reaper;
import dev.minijenkin.engine.start.ScheduleKeeper;
import dev.minijenkin.server.database.DatabaseOutage;
import dev.minijenkin.server.database.Loop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Keeps house. Each chore is harmless where several processes do it at once: it runs under an
/// advisory try-lock, locks the rows that it takes, or writes what is there already.
public final class Housekeeping implements AutoCloseable {
    private static final int PARTITION_DAYS_AHEAD = 7;

    private final Database database;
    private final Loop commands;
    private final List<Loop> loops;

    /// Whether a run may have finished since the figures were refreshed.
    private final AtomicBoolean runsChanged = new AtomicBoolean(true);

    /// @param executeCommands executes every command that waits
    /// @param reaper used by nobody else
    public Housekeeping(
            Database database,
            Runnable executeCommands,
            Reaper reaper,
            DatabaseOutage outage,
            RandomGenerator random) {
        this.database = database;
        this.commands =
                new Loop("commands", Duration.ofSeconds(2), executeCommands, outage, random);
        this.loops =
                List.of(
                        commands,
                        new Loop(
                                "lost-claims",
                                Duration.ofSeconds(2),
                                reaper::releaseLost,
                                outage,
                                random),
                        new Loop(
                                "overdue-turns",
                                Duration.ofSeconds(3),
                                () -> OverdueHandovers.take(database),
                                outage,
                                random),
                        new Loop(
                                "schedules",
                                Duration.ofSeconds(5),
                                () -> perform(ScheduleKeeper::startDue),
                                outage,
                                random),
                        new Loop(
                                "log-partitions",
                                Duration.ofHours(1),
                                this::keepLogPartitions,
                                outage,
                                random),
                        new Loop(
                                "minute-samples",
                                Duration.ofSeconds(20),
                                () -> perform(Stats::sampleLastMinute),
                                outage,
                                random),
                        new Loop(
                                "pipeline-stats",
                                Duration.ofSeconds(5),
                                this::refreshStats,
                                outage,
                                random),
                        new Loop(
                                "log-watchers",
                                Duration.ofMinutes(1),
                                () -> perform(Stats::forgetOldWatchers),
                                outage,
                                random));
    }

    public void start() {
        loops.forEach(Loop::start);
    }

    /// Something of this topic changed; returns at once.
    public void changed(Topic topic) {
        switch (topic) {
            case COMMAND -> commands.wake();
            case RUN -> runsChanged.set(true);
            case QUEUE, LABEL_SET, LOG, DELIVERY, RUNNER -> {}
        }
    }

    @Override
    public void close() {
        loops.forEach(Loop::close);
    }

    private void keepLogPartitions() {
        perform(tx -> Stats.ensureLogPartitions(tx, PARTITION_DAYS_AHEAD));
        perform(Stats::dropOldLogPartitions);
    }

    private void refreshStats() {
        if (!runsChanged.getAndSet(false)) {
            return;
        }
        boolean done = false;
        try {
            perform(Stats::refreshPipelineStats);
            done = true;
        } finally {
            if (!done) {
                runsChanged.set(true);
            }
        }
    }

    private void perform(Consumer<Tx> work) {
        database.transaction(tx -> {
            work.accept(tx);
            return true;
        });
    }
}
