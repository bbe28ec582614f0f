package dev.minijenkin.server.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Errors of the REST interface as problems (RFC 9457).
public final class ProblemDetails {
    /// Whose paths answer so; others answer `{"error": "one sentence"}`.
    private static final String ROOT = "/api/";

    private ProblemDetails() {}

    /// Writes a problem.
    ///
    /// @param detail one sentence
    public static void write(Context context, int status, String detail) {
        String json =
                context.jsonMapper()
                        .toJsonString(
                                Map.of(
                                        "type",
                                        "about:blank",
                                        "title",
                                        HttpStatus.forStatus(status).getMessage(),
                                        "status",
                                        status,
                                        "detail",
                                        detail),
                                Map.class);
        context.status(status)
                .contentType("application/problem+json")
                .result(json.getBytes(StandardCharsets.UTF_8));
    }

    /// In the way of the path that was asked for.
    static void writeError(Context context, int status, String sentence) {
        if (context.path().startsWith(ROOT)) {
            write(context, status, sentence);
        } else {
            context.status(status).json(Map.of("error", sentence));
        }
    }
}
