package dev.minijenkin.server.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// When an attempt that failed is repeated: 1 s, 2 s, 4 s … 5 min, each a quarter more or less, so
/// that many deliveries do not come back at once.
final class Backoff {
    /// About an hour in all.
    static final int MOST_ATTEMPTS = 20;

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /// Later and later without counting: a quarter of the time for which it waits already.
    Duration byAge(Duration age) {
        long millis = Math.clamp(age.toMillis() / 4, 1000, LONGEST.toMillis());
        return Duration.ofMillis((long) (millis * random.nextDouble(0.75, 1.25)));
    }

    /// @param attempts that failed, from 1
    Duration after(int attempts) {
        long seconds = Math.min(LONGEST.toSeconds(), 1L << Math.min(attempts - 1, 30));
        return Duration.ofMillis((long) (seconds * 1000 * random.nextDouble(0.75, 1.25)));
    }
}
