package dev.minijenkin.db.testreport;

/// Identity of a test report.
public record TestReportId(long value) {
    @Override
    public String toString() {
        return "test report " + value;
    }
}
