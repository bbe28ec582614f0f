package dev.minijenkin.stress.server;

import java.time.Duration;

/// What the step does whose first line is awaited. The line names the commit, so that no line of
/// another push is taken for it.
enum StepKind {
    ENDS_AT_ONCE(
            "step that ends", "", "echo \"first line of $GITHUB_SHA\"", Duration.ofMillis(300)),
    GOES_ON(
            "step that goes on",
            "ongoing_",
            "echo \"first line of $GITHUB_SHA\"; sleep 1",
            Duration.ofMillis(1_300));

    private final String title;
    private final String figures;
    private final String script;
    private final Duration pauseBetweenPushes;

    StepKind(String title, String figures, String script, Duration pauseBetweenPushes) {
        this.title = title;
        this.figures = figures;
        this.script = script;
        this.pauseBetweenPushes = pauseBetweenPushes;
    }

    String title() {
        return title;
    }

    /// What the names of its figures begin with.
    String figures() {
        return figures;
    }

    Duration pauseBetweenPushes() {
        return pauseBetweenPushes;
    }

    String line(String commit) {
        return "first line of " + commit;
    }

    String workflow() {
        return """
        name: latency
        on: push
        jobs:
          only:
            runs-on: [linux]
            steps:
              - run: %s
        """
                .formatted("'" + script + "'");
    }
}
