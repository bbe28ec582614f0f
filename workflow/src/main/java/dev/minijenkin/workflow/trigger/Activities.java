package dev.minijenkin.workflow.trigger;

import java.util.List;

/// The activity types that start a run where the file names none.
public final class Activities {
    private Activities() {}

    /// Empty: all of them.
    public static List<String> usual(String event) {
        return switch (event) {
            case "pull_request", "pull_request_target" ->
                    List.of("opened", "synchronize", "reopened");
            default -> List.of();
        };
    }
}
