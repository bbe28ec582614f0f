package dev.minijenkin.stress.bench;

import dev.minijenkin.stress.report.Report;

/// What a piece of work cost beside its time.
///
/// @param roundTrips of this process
/// @param commits of the database
/// @param walBytes of the whole server
/// @param javaMillis processor time of this process
/// @param postgresMillis processor time of PostgreSQL; not a number: unknown
public record Costs(
        double roundTrips,
        double commits,
        double walBytes,
        double javaMillis,
        double postgresMillis) {

    /// What came since `before`, a piece.
    public Costs since(Costs before, int pieces) {
        return new Costs(
                (roundTrips - before.roundTrips) / pieces,
                (commits - before.commits) / pieces,
                (walBytes - before.walBytes) / pieces,
                (javaMillis - before.javaMillis) / pieces,
                (postgresMillis - before.postgresMillis) / pieces);
    }

    /// For a person, of one piece.
    public String words() {
        return "%.2f round trips, %.2f commits, %.0f bytes of WAL, java %.2f ms, PostgreSQL %s"
                .formatted(
                        roundTrips,
                        commits,
                        walBytes,
                        javaMillis,
                        Double.isNaN(postgresMillis)
                                ? "unknown"
                                : "%.2f ms".formatted(postgresMillis));
    }

    /// Keeps them as figures a job.
    ///
    /// @param prefix of the names; empty: they are those of the whole scenario
    public void keep(Report report, String prefix) {
        report.figure(prefix + "cpu_ms_per_job", javaMillis + postgresMillis);
        report.figure(prefix + "java_ms_per_job", javaMillis);
        report.figure(prefix + "postgres_ms_per_job", postgresMillis);
        report.figure(prefix + "wal_bytes_per_job", walBytes);
        report.figure(prefix + "round_trips_per_job", roundTrips);
        report.figure(prefix + "commits_per_job", commits);
    }
}
