package dev.minijenkin.db.testreport;

import dev.minijenkin.db.JobId;

/// The tests that a step reported.
///
/// @param job whose step it was
/// @param jobName as people see it
/// @param name as people see it
public record TestReport(
        TestReportId id, JobId job, String jobName, int stepNumber, String name, Counts counts) {
    /// How its tests went.
    ///
    /// @param flaky those that passed when they were tried again
    /// @param milliseconds of all of them together
    public record Counts(long passed, long failed, long skipped, long flaky, long milliseconds) {
        public long all() {
            return passed + failed + skipped + flaky;
        }
    }
}
