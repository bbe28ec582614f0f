package dev.minijenkin.server.housekeeping;

import static dev.minijenkin.engine.recovery.Chore.every;
import static dev.minijenkin.engine.recovery.ChoreWork.inTransaction;
import static dev.minijenkin.engine.recovery.ChoreWork.underLock;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.minijenkin.db.group.Groups;
import dev.minijenkin.db.lock.ChoreLock;
import dev.minijenkin.db.log.Logs;
import dev.minijenkin.db.outbox.OutboxLeftovers;
import dev.minijenkin.db.stats.RollUps;
import dev.minijenkin.db.stats.Stats;
import dev.minijenkin.engine.recovery.Activity;
import dev.minijenkin.engine.recovery.Chore;
import dev.minijenkin.engine.recovery.ChoreWork;
import dev.minijenkin.engine.recovery.SparingWork;
import dev.minijenkin.engine.recovery.StrandedRuns;
import dev.minijenkin.engine.start.ScheduleKeeper;
import java.util.List;

/// The chores of servers alone: nothing that a run waits for, unless somebody else wrote or deleted
/// rows.
public final class ServerChores {
    private ServerChores() {}

    /// For one process.
    ///
    /// @param activity asked for all of its chores
    public static List<Chore> all(Activity activity) {
        return List.of(
                every(ofSeconds(5), "schedules", ChoreWork.of(ScheduleKeeper::startDue)),
                every(ofSeconds(30), "stranded-runs", sparing(ChoreWork.of(StrandedRuns::repair))),
                every(
                        ofHours(1),
                        "log-partitions",
                        underLock(
                                ChoreLock.LOG_PARTITIONS,
                                List.of(Stats::ensureLogPartitions, Stats::dropOldLogPartitions))),
                every(ofMinutes(10), "retention", new Retention()).goingOnAfter(ofMillis(500)),
                every(ofSeconds(20), "minute-samples", inTransaction(Stats::sampleLastMinute)),
                every(
                        ofSeconds(5),
                        "figures",
                        activity.during(
                                sparing(underLock(ChoreLock.FIGURES, List.of(RollUps::add))))),
                every(
                        ofSeconds(3),
                        "open-work",
                        activity.during(
                                sparing(
                                        underLock(
                                                ChoreLock.OPEN_WORK,
                                                List.of(Stats::countOpenWork))))),
                every(ofSeconds(2), "search-index", activity.during(new SearchIndexing()))
                        .goingOnAfter(ofMillis(500)),
                every(ofMinutes(1), "log-watchers", inTransaction(Logs::forgetOldWatchers)),
                every(ofMinutes(10), "group-locks", inTransaction(Groups::forgetUnused)),
                every(ofMinutes(10), "outbox-leftovers", inTransaction(OutboxLeftovers::delete)));
    }

    private static ChoreWork sparing(ChoreWork work) {
        return new SparingWork(work, System::nanoTime);
    }
}
