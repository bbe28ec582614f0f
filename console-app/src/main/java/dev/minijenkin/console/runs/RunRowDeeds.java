package dev.minijenkin.console.runs;

import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.frame.place.Deed;
import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.db.view.runs.RunView;
import java.util.ArrayList;
import java.util.List;

/// What can be done with a row of the list of runs.
final class RunRowDeeds {
    private RunRowDeeds() {}

    static List<Deed> of(RunView run, RunActions actions, Runnable openLog) {
        List<Deed> deeds = new ArrayList<>();
        if (run.open()) {
            deeds.add(
                    new Deed(
                            Icon.STOP,
                            "Cancel the run…",
                            run.name(),
                            "X",
                            () -> actions.cancel(run)));
        } else {
            deeds.add(new Deed(Icon.RERUN, "Rerun…", run.name(), "R", () -> actions.rerun(run)));
        }
        if (run.jobs().failed() > 0) {
            deeds.add(
                    new Deed(
                            Icon.RERUN,
                            "Rerun failed…",
                            run.name(),
                            "F",
                            () -> actions.rerunFailed(run)));
        }
        deeds.add(new Deed(Icon.LOG, "Open the log", run.name(), "L", openLog));
        return deeds;
    }
}
