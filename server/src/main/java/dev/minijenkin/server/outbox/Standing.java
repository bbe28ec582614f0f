package dev.minijenkin.server.outbox;

/// How a run or a job stands, as a message tells it.
enum Standing {
    QUEUED("is queued", 0x0969DA),
    RUNNING("is running", 0x0969DA),
    SUCCESS("succeeded", 0x2DA44E),
    /// Succeeded, and did not before.
    FIXED("works again", 0x2DA44E),
    FAILURE("failed", 0xCF222E),
    /// Failed, and did before.
    STILL_FAILING("still fails", 0xCF222E),
    TIMED_OUT("timed out", 0xCF222E),
    CANCELLED("was cancelled", 0x6E7781),
    SKIPPED("was skipped", 0x6E7781);

    private final String verb;
    private final int color;

    Standing(String verb, int color) {
        this.verb = verb;
        this.color = color;
    }

    /// What the run did: `failed`.
    String verb() {
        return verb;
    }

    /// Red, green and blue.
    int color() {
        return color;
    }

    boolean isBad() {
        return this == FAILURE || this == STILL_FAILING || this == TIMED_OUT;
    }

    /// @param event word of the message
    /// @param conclusion word; empty: it has none yet
    /// @param brokenBefore whether the branch failed before
    static Standing of(String event, String conclusion, boolean brokenBefore) {
        return switch (conclusion) {
            case "" -> event.equals("run_started") ? RUNNING : QUEUED;
            case "success" -> brokenBefore ? FIXED : SUCCESS;
            case "failure" -> brokenBefore ? STILL_FAILING : FAILURE;
            case "timed_out" -> TIMED_OUT;
            case "cancelled" -> CANCELLED;
            case "skipped" -> SKIPPED;
            default -> throw new IllegalArgumentException("There is no conclusion " + conclusion);
        };
    }
}
