package dev.minijenkin.server.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/// Writes what a sender is told as status and JSON.
final class HookResponse {
    private static final int THROWN_AWAY_TIMES = 8;
    private static final Duration THROWN_AWAY_FOR = Duration.ofSeconds(10);
    private static final String RETRY_SECONDS = "5";

    private HookResponse() {}

    static void write(Context context, HookAnswer answer) throws IOException {
        switch (answer) {
            case HookAnswer.Accepted(var delivery, var note) ->
                    context.status(202)
                            .json(
                                    note.isPresent()
                                            ? Map.of(
                                                    "delivery", delivery.value(),
                                                    "note", note.get())
                                            : Map.of("delivery", delivery.value()));
            case HookAnswer.Pong() -> context.status(200).json(Map.of("answer", "pong"));
            case HookAnswer.Refused(int status, String error) ->
                    context.status(status).json(Map.of("error", error));
            case HookAnswer.TooLarge(long limit) -> refuseTooLarge(context, limit);
            case HookAnswer.Busy _ ->
                    context.status(503)
                            .header("Retry-After", RETRY_SECONDS)
                            .header("Connection", "close")
                            .json(
                                    Map.of(
                                            "error",
                                            "The server has too much to do: try again in a moment"));
            case HookAnswer.TooSlow _ ->
                    context.status(408)
                            .header("Connection", "close")
                            .json(Map.of("error", "The body did not come in time"));
        }
    }

    /// Answers at once and reads on only then: the sender need not finish to see the answer.
    private static void refuseTooLarge(Context context, long limit) throws IOException {
        String error = "The body is larger than the limit of " + limit + " bytes";
        byte[] json =
                context.jsonMapper()
                        .toJsonString(Map.of("error", error), Map.class)
                        .getBytes(UTF_8);
        context.status(413)
                .header("Connection", "close")
                .header("Content-Length", Integer.toString(json.length))
                .contentType("application/json");
        context.outputStream().write(json);
        context.outputStream().flush();
        if (context.header("Expect") != null) {
            // It waits to be asked for the body, and is not.
            return;
        }
        HookBody.throwAway(context.bodyInputStream(), limit * THROWN_AWAY_TIMES, THROWN_AWAY_FOR);
    }
}
