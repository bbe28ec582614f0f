package dev.minijenkin.db.view.whatif;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What it would do if a limit were set, changed or taken away now.
///
/// @param work of what is limited
/// @param slots of the runners that serve what of it is in the queue
/// @param before how many may be under way as it is; empty: there is no limit
/// @param after how many would; empty: without a limit
/// @param others in the queue behind what would begin sooner or later, by pipeline
public record LimitEffect(
        Work work, Slots slots, OptionalInt before, OptionalInt after, List<OtherJobs> others) {
    /// Jobs of a repository, or with a label.
    ///
    /// @param taken how many are under way
    /// @param queued how many are in the queue
    /// @param usual how long one was under way lately, on average; empty: there was none
    public record Work(long taken, long queued, Optional<Duration> usual) {}

    /// Of runners that take jobs.
    public record Slots(long free, long capacity) {}

    public LimitEffect {
        others = List.copyOf(others);
    }

    /// How many in the queue a limit lets pass now, whether or not there is a slot for them.
    public long passed(OptionalInt limit) {
        return passed(work, limit);
    }

    static long passed(Work work, OptionalInt limit) {
        return limit.isEmpty()
                ? work.queued()
                : Math.clamp(limit.getAsInt() - work.taken(), 0, work.queued());
    }

    /// How many in the queue would wait for the limit.
    public long kept(OptionalInt limit) {
        return work.queued() - passed(limit);
    }

    /// How many in the queue can begin at once.
    public long begins(OptionalInt limit) {
        return Math.min(passed(limit), slots.free());
    }

    /// In how long the last of what is in the queue now would begin, at the pace of lately; empty:
    /// nobody can say, or never.
    public Optional<Duration> lastBegins(OptionalInt limit) {
        long parallel =
                Math.min(slots.capacity(), limit.isPresent() ? limit.getAsInt() : Long.MAX_VALUE);
        if (work.queued() == 0 || parallel <= 0) {
            return Optional.empty();
        }
        long waits = work.queued() - begins(limit);
        long rounds = (waits + parallel - 1) / parallel;
        return rounds == 0
                ? Optional.of(Duration.ZERO)
                : work.usual().map(one -> one.multipliedBy(rounds));
    }
}
