package dev.minijenkin.db.doctor;

import dev.minijenkin.db.Tx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Looks for the risks of this design. Reads only, and little of it.
public final class Doctor {
    private static final Duration OLD = Duration.ofMinutes(1);
    private static final long MANY_BYTES = 10L << 30;

    private Doctor() {}

    /// All that is found, what hurts now first. Some of it shows only to a member of `pg_monitor`;
    /// for others a finding says so.
    ///
    /// @param clock of this host
    public static List<DoctorFinding> examine(Tx tx, InstantSource clock) {
        List<DoctorFinding> findings = new ArrayList<>();
        findings.addAll(SessionRisks.find(tx, OLD));
        findings.addAll(TableRisks.find(tx));
        findings.addAll(LogRisks.find(tx, MANY_BYTES));
        findings.addAll(MissingIndexes.find(tx));
        findings.addAll(SettingRisks.find(tx));
        findings.addAll(SlowStatements.find(tx));
        findings.addAll(ClockDifference.find(tx, clock));
        return findings.stream().sorted(Comparator.comparing(DoctorFinding::severity)).toList();
    }
}
