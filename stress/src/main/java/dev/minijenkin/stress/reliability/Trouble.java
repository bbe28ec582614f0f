package dev.minijenkin.stress.reliability;

import java.time.Duration;
import java.util.Locale;
import java.util.Random;

/// What is done to a process.
///
/// @param lasting until it is over; zero where it is over at once
record Trouble(Kind kind, int victim, Duration lasting) {
    enum Kind {
        /// SIGKILL, and a new start.
        KILL,
        /// SIGSTOP, and SIGCONT.
        PAUSE,
        /// All its connections to the database are reset.
        CUT,
        /// Nothing comes through to the database and back, and no connection ends.
        HOLD,
        /// PostgreSQL itself ends at once (SIGQUIT) and is started again.
        RESTART;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// The next one, which follows from the seed alone. A tenth are kills, which cost a start of a
    /// JVM each; a third of what lasts is longer than the lease.
    static Trouble next(Random random, int victims, Duration lease) {
        int kind = random.nextInt(10);
        int victim = random.nextInt(victims);
        long millis =
                random.nextInt(3) > 0
                        ? 200 + random.nextInt(1_500)
                        : lease.toMillis() + 500 + random.nextInt(3_000);
        Duration lasting = Duration.ofMillis(millis);
        if (kind < 1) {
            return new Trouble(Kind.KILL, victim, Duration.ZERO);
        }
        if (kind < 5) {
            return new Trouble(Kind.PAUSE, victim, lasting);
        }
        return kind < 8
                ? new Trouble(Kind.CUT, victim, Duration.ZERO)
                : new Trouble(Kind.HOLD, victim, lasting);
    }
}
