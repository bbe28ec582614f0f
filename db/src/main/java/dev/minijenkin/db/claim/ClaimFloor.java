package dev.minijenkin.db.claim;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// Where one runner process begins to look in the queue, per label set: at the rank of its last
/// claim, less a margin. A transaction that someone left open keeps the rows of past claims in the
/// index; the floor spares the scan from walking over them (measured: eight times as fast under
/// such a holder).
///
/// What lands below the floor (a higher priority, a job that came back) is found by the sweep of
/// the whole range that is due every [#SWEEP]. Used by one thread.
public final class ClaimFloor {
    static final Duration SWEEP = Duration.ofSeconds(2);

    /// Lowest rank there is.
    static final Rank BOTTOM = new Rank((short) 0, Long.MIN_VALUE);

    /// Virtual time: several jobs of every repository that might have entered behind the last
    /// claim.
    private static final long MARGIN = 100_000;

    private final LongSupplier nanoTime;
    private final Map<Integer, Rank> floors = new HashMap<>();
    private long sweptAt;
    private boolean leftSome;

    /// A place in the queue's order.
    record Rank(short priority, long vtime) {}

    public ClaimFloor(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.sweptAt = nanoTime.getAsLong();
    }

    /// Starts from the bottom where a sweep is due.
    void sweepWhenDue() {
        if (nanoTime.getAsLong() - sweptAt >= SWEEP.toNanos()) {
            forget();
        }
    }

    /// Looks everywhere the next time: something below the floor was announced.
    public void forget() {
        floors.clear();
        sweptAt = nanoTime.getAsLong();
    }

    /// Whether the last look left jobs in the queue although there was room for them here: others
    /// had locked them just then, or a limit keeps them. Nothing need be announced before they can
    /// be taken.
    public boolean leftSome() {
        return leftSome;
    }

    void left(boolean some) {
        leftSome = some;
    }

    Rank of(int labelSet) {
        return floors.getOrDefault(labelSet, BOTTOM);
    }

    void claimed(int labelSet, Rank rank) {
        floors.put(labelSet, new Rank(rank.priority(), rank.vtime() - MARGIN));
    }
}
