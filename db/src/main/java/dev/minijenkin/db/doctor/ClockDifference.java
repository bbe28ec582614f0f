package dev.minijenkin.db.doctor;

import dev.minijenkin.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;

/// How far this host's clock is from the database's. Nothing is decided by it, but people compare
/// times of both.
final class ClockDifference {
    private static final Duration MUCH = Duration.ofSeconds(5);

    private ClockDifference() {}

    static List<DoctorFinding> find(Tx tx, InstantSource clock) {
        Instant before = clock.instant();
        Instant there =
                tx.sql()
                        .fetchSingle("select clock_timestamp() as there")
                        .get("there", OffsetDateTime.class)
                        .toInstant();
        Instant after = clock.instant();
        Instant here = before.plus(Duration.between(before, after).dividedBy(2));
        Duration difference = Duration.between(here, there);
        if (difference.abs().compareTo(MUCH) <= 0) {
            return List.of();
        }
        return List.of(
                DoctorFinding.soon(
                        "clock",
                        "The clock of the database is %.1f s %s that of this host"
                                .formatted(
                                        difference.abs().toMillis() / 1000.0,
                                        difference.isNegative() ? "behind" : "ahead of"),
                        "Let both hosts keep time by NTP: the database's clock is the one that counts"));
    }
}
