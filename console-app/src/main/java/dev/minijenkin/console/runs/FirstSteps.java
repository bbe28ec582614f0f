package dev.minijenkin.console.runs;

import dev.minijenkin.db.view.overview.Setup;

/// What to do next while there is no run.
public final class FirstSteps {
    private FirstSteps() {}

    public static String heading(Setup setup) {
        return setup.repositories() == 0 ? "No repository yet" : "No run yet";
    }

    /// What is to be typed next; empty where the next step is in git.
    public static String command(Setup setup) {
        if (setup.repositories() == 0) {
            return "mini-jenkin repository add NAME URL";
        }
        return setup.runnersOnline() == 0 ? "mini-jenkin runner" : "";
    }

    public static String text(Setup setup) {
        if (setup.repositories() == 0) {
            return "Register a repository, give its hook to the git host, and push a commit: its runs appear here.";
        }
        if (setup.runnersOnline() == 0) {
            return "Start a runner, then push a commit with a workflow under"
                    + " .mini-jenkin/workflows, or run a pipeline from here.";
        }
        return setup.deliveries() == 0
                ? "Push a commit with a workflow under .mini-jenkin/workflows: no hook has come yet."
                : "Hooks came, but none started a run: the commits had no workflow under"
                        + " .mini-jenkin/workflows that matched.";
    }
}
