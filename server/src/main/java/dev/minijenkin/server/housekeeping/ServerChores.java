package dev.minijenkin.server.housekeeping;

import static dev.minijenkin.engine.recovery.Chore.every;
import static dev.minijenkin.engine.recovery.ChoreWork.inTransaction;
import static dev.minijenkin.engine.recovery.ChoreWork.underLock;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.minijenkin.db.stats.Stats;
import dev.minijenkin.engine.recovery.Chore;
import dev.minijenkin.engine.start.ScheduleKeeper;
import java.util.List;

/// The chores of servers alone: nothing that a run waits for.
public final class ServerChores {
    private static final int PARTITION_DAYS_AHEAD = 7;

    private ServerChores() {}

    /// For one process; the figures are left as they are where no run changed.
    public static List<Chore> of(RunChanges runs) {
        return List.of(
                every(ofSeconds(5), "schedules", inTransaction(ScheduleKeeper::startDue)),
                every(
                        ofHours(1),
                        "log-partitions",
                        underLock(
                                "log_partitions",
                                List.of(
                                        tx -> Stats.ensureLogPartitions(tx, PARTITION_DAYS_AHEAD),
                                        Stats::dropOldLogPartitions))),
                every(ofSeconds(20), "minute-samples", inTransaction(Stats::sampleLastMinute)),
                every(
                        ofSeconds(5),
                        "pipeline-stats",
                        runs.whenAny(
                                underLock("pipeline_stats", List.of(Stats::refreshPipelineStats)))),
                every(ofMinutes(1), "log-watchers", inTransaction(Stats::forgetOldWatchers)));
    }
}
