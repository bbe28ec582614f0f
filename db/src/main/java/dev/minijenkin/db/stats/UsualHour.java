package dev.minijenkin.db.stats;

/// What is usual at this hour: told from the same hour of the days before, so that what is judged
/// by it is never a part of it. Each range goes from the 10th to the 90th percentile of an hour, in
/// the median of the days; it is not known before there are [#ENOUGH] minutes.
///
/// @param oldestWait seconds
/// @param busy share of slots in use, from 0 to 100
/// @param latencyP50 milliseconds from created to started
/// @param jobsFinished within a minute
/// @param successRate share of runs that succeeded, from 0 to 1; NaN before [#ENOUGH] of them ended
public record UsualHour(
        UsualRange queueDepth,
        UsualRange oldestWait,
        UsualRange busy,
        UsualRange latencyP50,
        UsualRange latencyP95,
        UsualRange jobsFinished,
        UsualRange locksWaitedFor,
        double successRate) {
    /// So many minutes, or runs, are enough to call something usual.
    public static final int ENOUGH = 20;

    /// Before anything is known.
    public static UsualHour unknown() {
        UsualRange unknown = UsualRange.unknown();
        return new UsualHour(
                unknown, unknown, unknown, unknown, unknown, unknown, unknown, Double.NaN);
    }

    /// Whether so few of the runs of an hour succeeded that chance alone hardly does it: more than
    /// two standard errors, and a twentieth, below what is usual. Never of fewer than ten.
    public boolean isLowSuccess(long succeeded, long finished) {
        if (finished < 10 || Double.isNaN(successRate)) {
            return false;
        }
        double rate = (double) succeeded / finished;
        double error = Math.sqrt(successRate * (1 - successRate) / finished);
        return rate < successRate - Math.max(0.05, 2 * error);
    }
}
