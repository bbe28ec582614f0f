package dev.minijenkin.db.settings;

import static dev.minijenkin.db.schema.Tables.SETTINGS;

import dev.minijenkin.db.Tx;
import java.time.Duration;

/// The row of `settings`, as far as progress asks for it.
///
/// @param lease a runner silent for longer has lost its claims
/// @param maxClaimsPerJob how often a job may be claimed in all
public record Settings(Duration lease, int maxClaimsPerJob) {
    public static Settings read(Tx tx) {
        return tx.sql()
                .select(SETTINGS.LEASE_SECONDS, SETTINGS.MAX_CLAIMS_PER_JOB)
                .from(SETTINGS)
                .fetchSingle(row -> new Settings(Duration.ofSeconds(row.value1()), row.value2()));
    }
}
