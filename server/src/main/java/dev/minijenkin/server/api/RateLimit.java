package dev.minijenkin.server.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// A bucket for each who: it fills at a rate, and each request takes one out of it. Thread-safe.
public final class RateLimit<W> {
    private static final int MOST_KNOWN = 10_000;

    private final double perSecond;
    private final int burst;
    private final LongSupplier nanoTime;
    // Guarded by this; the one that asked longest ago is forgotten first.
    private final Map<W, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    /// @param burst how many may come at once
    public RateLimit(double perSecond, int burst, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.nanoTime = nanoTime;
    }

    private record Bucket(double left, long at) {}

    /// Takes one out.
    ///
    /// @return zero; or after how long there is one again, and nothing was taken
    public synchronized Duration take(W who) {
        Bucket now = now(who);
        if (now.left() < 1) {
            put(who, now);
            return Duration.ofNanos((long) ((1 - now.left()) / perSecond * 1e9));
        }
        put(who, new Bucket(now.left() - 1, now.at()));
        return Duration.ZERO;
    }

    /// How long until there is one; nothing is taken.
    synchronized Duration look(W who) {
        double left = now(who).left();
        return left >= 1 ? Duration.ZERO : Duration.ofNanos((long) ((1 - left) / perSecond * 1e9));
    }

    private Bucket now(W who) {
        long now = nanoTime.getAsLong();
        Bucket known = buckets.get(who);
        return known == null
                ? new Bucket(burst, now)
                : new Bucket(
                        Math.min(burst, known.left() + (now - known.at()) / 1e9 * perSecond), now);
    }

    private void put(W who, Bucket bucket) {
        buckets.put(who, bucket);
        if (buckets.size() > MOST_KNOWN) {
            buckets.remove(buckets.keySet().iterator().next());
        }
    }
}
