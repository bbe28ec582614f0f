package dev.minijenkin.console.run;

import dev.minijenkin.console.frame.place.Deed;
import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.run.detail.RunDetail;
import dev.minijenkin.console.run.tree.JobRow;
import dev.minijenkin.db.run.job.WaitingReason;
import dev.minijenkin.db.view.run.Holder;
import dev.minijenkin.db.view.runs.RunView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What can be done with a run, and with the job that is selected in it.
final class RunDeeds {
    private RunDeeds() {}

    /// What the page does by itself.
    record Acts(
            JobActs jobs,
            RunDoors doors,
            Runnable toggleFile,
            Runnable toggleGraph,
            Runnable toggleTimeline,
            Consumer<ZoomWish> zoom,
            Runnable copyPicture,
            Runnable toggleTests,
            Runnable toggleSummary,
            Runnable openArtifacts,
            Runnable watch) {}

    static List<Deed> of(
            RunDetail detail,
            RunHeadController head,
            Optional<JobRow> selected,
            Optional<Holder> holder,
            Acts acts) {
        RunView run = detail.run();
        List<Deed> deeds = new ArrayList<>();
        if (run.open()) {
            deeds.add(new Deed(Icon.STOP, "Cancel the run…", run.name(), "X", head::cancel));
        } else {
            deeds.add(new Deed(Icon.RERUN, "Rerun…", run.name(), "R", head::rerun));
        }
        if (run.jobs().failed() > 0) {
            deeds.add(new Deed(Icon.RERUN, "Rerun failed…", run.name(), "F", head::rerunFailed));
        }
        if (selected.orElse(null) instanceof JobRow.OfJob of) {
            deeds.add(
                    new Deed(
                            Icon.RERUN,
                            "Rerun job…",
                            of.title(),
                            "J",
                            () -> acts.jobs().rerun(of)));
            deeds.add(new Deed(Icon.LOG, "Open the log", of.title(), "L", acts.doors()::openLog));
            deeds.add(
                    new Deed(
                            Icon.LINES,
                            "Two logs side by side",
                            of.title(),
                            "2",
                            acts.doors()::openBeside));
            if (of.job().status().waitingFor() == WaitingReason.APPROVAL) {
                deeds.add(
                        new Deed(
                                Icon.CHECK,
                                "Approve…",
                                of.title(),
                                "P",
                                () -> acts.jobs().approve(of)));
                deeds.add(
                        new Deed(
                                Icon.STOP,
                                "Reject…",
                                of.title(),
                                "D",
                                () -> acts.jobs().reject(of)));
            }
        }
        holder.ifPresent(of ->
                deeds.add(
                        new Deed(
                                Icon.LOCK,
                                "Go to who holds it",
                                of.name(),
                                "H",
                                acts.doors()::openHolder)));
        deeds.add(
                new Deed(
                        Icon.LINES,
                        "Log of the whole run",
                        run.name(),
                        "W",
                        acts.doors()::openWholeLog));
        deeds.add(new Deed(Icon.CODE, "Workflow file", run.name(), "Y", acts.toggleFile()));
        deeds.add(new Deed(Icon.GRAPH, "What jobs need", run.name(), "V", acts.toggleGraph()));
        deeds.add(new Deed(Icon.CLOCK, "Time line", run.name(), "T", acts.toggleTimeline()));
        deeds.add(
                new Deed(
                        Icon.COPY,
                        "Copy a picture of the time line",
                        run.name(),
                        "Shift I",
                        acts.copyPicture()));
        for (ZoomWish wish : ZoomWish.values()) {
            deeds.add(zoom(wish, acts));
        }
        deeds.add(new Deed(Icon.CHECK, "Tests that failed", run.name(), "K", acts.toggleTests()));
        deeds.add(
                new Deed(Icon.LOG, "Summary of its steps", run.name(), "S", acts.toggleSummary()));
        deeds.add(new Deed(Icon.ARTIFACT, "Artifacts", run.name(), "O", acts.openArtifacts()));
        deeds.add(
                new Deed(
                        Icon.BELL,
                        "Watch the pipeline, or no more",
                        run.pipeline().title(),
                        "M",
                        acts.watch()));
        deeds.add(new Deed(Icon.LINK, "Copy a link to the run", run.name(), "C", head::copyLink));
        return deeds;
    }

    private static Deed zoom(ZoomWish wish, Acts acts) {
        Runnable act = () -> acts.zoom().accept(wish);
        String what = "graph or time line";
        return switch (wish) {
            case LARGER -> new Deed(Icon.PLUS, "Larger", what, "+", act);
            case SMALLER -> new Deed(Icon.MINUS, "Smaller", what, "−", act);
            case USUAL -> new Deed(Icon.CLOCK, "Usual size", what, "0", act);
            case FIT -> new Deed(Icon.FIT, "All in sight, or the selected job", what, "Z", act);
        };
    }
}
