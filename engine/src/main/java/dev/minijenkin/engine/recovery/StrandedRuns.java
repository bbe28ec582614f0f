package dev.minijenkin.engine.recovery;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.lock.LockLimit;
import dev.minijenkin.db.poll.Separately;
import dev.minijenkin.db.run.job.StrandedJobs;
import dev.minijenkin.engine.advance.StrandedRepair;

/// Finds jobs and runs in a state that nothing leads out of, and lets them go on. Any number of
/// processes may look at once.
public final class StrandedRuns {
    private StrandedRuns() {}

    /// Looks once; to be called every minute or so.
    ///
    /// @return how many were repaired
    public static int repair(Database database) {
        return Separately.each(
                database.statement(StrandedJobs::find),
                stranded ->
                        database.transaction(tx -> {
                            LockLimit.set(tx, LockLimit.OF_CHORES);
                            return StrandedRepair.repair(tx, stranded);
                        }));
    }
}
