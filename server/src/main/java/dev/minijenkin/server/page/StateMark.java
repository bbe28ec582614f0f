package dev.minijenkin.server.page;

import dev.minijenkin.server.html.Html;
import dev.minijenkin.server.html.Tag;
import org.jspecify.annotations.Nullable;

/// How a run, a job or a step stands: a shape, a word, and a colour, so that none is needed alone.
enum StateMark {
    SUCCESS("Succeeded", "success"),
    FAILURE("Failed", "failure"),
    TIMED_OUT("Timed out", "failure"),
    CANCELLED("Cancelled", "quiet"),
    SKIPPED("Skipped", "faint"),
    RUNNING("Running", "running"),
    WAITING("Waiting", "waiting"),
    QUEUED("Queued", "quiet"),
    BLOCKED("Blocked", "faint");

    private final String word;
    private final String look;

    StateMark(String word, String look) {
        this.word = word;
        this.look = look;
    }

    /// @param conclusion null: it has not ended
    static StateMark of(String state, @Nullable String conclusion) {
        if (conclusion != null) {
            return switch (conclusion) {
                case "success" -> SUCCESS;
                case "failure" -> FAILURE;
                case "timed_out" -> TIMED_OUT;
                case "cancelled" -> CANCELLED;
                default -> SKIPPED;
            };
        }
        return switch (state) {
            case "running", "claimed" -> RUNNING;
            case "waiting" -> WAITING;
            case "queued" -> QUEUED;
            default -> BLOCKED;
        };
    }

    String word() {
        return word;
    }

    /// The class of its colour.
    String look() {
        return look;
    }

    boolean isFailed() {
        return this == FAILURE || this == TIMED_OUT;
    }

    boolean hasEnded() {
        return switch (this) {
            case SUCCESS, FAILURE, TIMED_OUT, CANCELLED, SKIPPED -> true;
            case RUNNING, WAITING, QUEUED, BLOCKED -> false;
        };
    }

    /// The shape with its word for who does not see it.
    Html icon() {
        return Tag.of("span", "mark " + look)
                .add(shape().with("aria-hidden", "true"), Tag.of("span", "unseen").text(word));
    }

    /// The shape beside its word.
    Html badge() {
        return Tag.of("span", "badge " + look)
                .add(shape().with("aria-hidden", "true"), Html.text(word));
    }

    /// The shape alone, 16 by 16.
    Tag shape() {
        Tag svg =
                Tag.of("svg", "shape " + look + (this == RUNNING ? " turning" : ""))
                        .with("viewBox", "0 0 16 16")
                        .with("width", "16")
                        .with("height", "16");
        return switch (this) {
            case SUCCESS -> svg.add(disc(), path("mark-line", "M5 8.3 7.2 10.5 11 5.8"));
            case FAILURE ->
                    svg.add(disc(), path("mark-line", "M5.7 5.7 10.3 10.3M10.3 5.7 5.7 10.3"));
            case TIMED_OUT -> svg.add(disc(), path("mark-line", "M8 4.8V8l2.2 1.6"));
            case WAITING -> svg.add(disc(), path("mark-line", "M6.4 5.6v4.8M9.6 5.6v4.8"));
            case RUNNING -> svg.add(ring("track"), path("ring", "M8 1.8A6.2 6.2 0 0 1 14.2 8"));
            case QUEUED -> svg.add(ring("ring dashed"));
            case BLOCKED -> svg.add(ring("ring"));
            case CANCELLED -> svg.add(ring("ring"), path("ring", "M4 12 12 4"));
            case SKIPPED -> svg.add(ring("ring"), path("ring", "M5 8h6"));
        };
    }

    private static Tag disc() {
        return Tag.of("circle", "disc").with("cx", "8").with("cy", "8").with("r", "7");
    }

    private static Tag ring(String classes) {
        return Tag.of("circle", classes).with("cx", "8").with("cy", "8").with("r", "6.2");
    }

    private static Tag path(String classes, String d) {
        return Tag.of("path", classes).with("d", d);
    }
}
