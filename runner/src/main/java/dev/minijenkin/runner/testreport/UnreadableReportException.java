package dev.minijenkin.runner.testreport;

/// A file is no report of tests; the message goes on after its name.
public final class UnreadableReportException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnreadableReportException(String message) {
        super(message);
    }
}
