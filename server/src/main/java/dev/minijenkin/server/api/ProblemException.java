package dev.minijenkin.server.api;

import java.util.Map;

/// A request that is answered with a problem (RFC 9457).
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Map<String, String> headers;

    /// @param detail one sentence for whoever sent the request
    public ProblemException(int status, String detail) {
        this(status, detail, Map.of());
    }

    /// @param headers of the answer, beside those of every problem
    public ProblemException(int status, String detail, Map<String, String> headers) {
        super(detail);
        this.status = status;
        this.headers = Map.copyOf(headers);
    }

    /// What is asked for is not there, or not for this token: nobody learns which.
    public static ProblemException notFound(String what) {
        return new ProblemException(
                404, "There is no such %s, or this token is not for it".formatted(what));
    }

    public int status() {
        return status;
    }

    public Map<String, String> headers() {
        return headers;
    }

    /// One sentence.
    public String detail() {
        return String.valueOf(getMessage());
    }
}
