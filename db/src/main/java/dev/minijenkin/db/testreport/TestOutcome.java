package dev.minijenkin.db.testreport;

/// Domain `test_outcome`.
public enum TestOutcome {
    PASSED,
    FAILED,
    SKIPPED,
    FLAKY
}
