package dev.minijenkin.engine.start;

import dev.minijenkin.db.run.CalledSource;
import dev.minijenkin.engine.run.RunFile;
import dev.minijenkin.engine.run.WorkflowSource;
import dev.minijenkin.workflow.model.Permissions;
import dev.minijenkin.workflow.model.ReadResult;
import dev.minijenkin.workflow.model.Workflow;
import dev.minijenkin.workflow.model.WorkflowJob;
import dev.minijenkin.workflow.plan.CallTarget;
import dev.minijenkin.workflow.problem.Problem;
import dev.minijenkin.workflow.reader.CallCheck;
import dev.minijenkin.workflow.yaml.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Collects the files that a workflow calls, and those that they call, with what is wrong with the
/// calls. Used by one thread.
final class CallTree {
    private static final int MAX_DEPTH = 10;
    private static final int MAX_FILES = 50;

    private final CalledFiles files;
    private final Map<CallTarget, ReadResult> read = new HashMap<>();
    private final Set<CallTarget> missing = new HashSet<>();
    private final Set<Followed> followed = new HashSet<>();
    private final List<CalledSource> sources = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    /// Whoever calls a file within the same bounds, as deep, finds the same below it: files whose
    /// many jobs all call the next one are walked once and not for each way through them.
    private record Followed(CallTarget target, Permissions allowed, int depth) {}

    private CallTree(CalledFiles files) {
        this.files = files;
    }

    /// What a run needs of the files that it calls.
    ///
    /// @param sources to be kept with the run
    /// @param problems for which it cannot run
    record Collected(List<CalledSource> sources, List<Problem> problems) {}

    /// @param path of the file of the run
    static Collected collect(String path, Workflow workflow, CalledFiles files) {
        CallTree tree = new CallTree(files);
        // Jobs hold no token of a forge: where no file says anything, nothing bounds them.
        tree.follow(workflow, Permissions.EVERYTHING, List.of(CallTarget.own(path)));
        return new Collected(tree.sources, tree.problems);
    }

    /// @param above what bounds the permissions of the file
    /// @param way from the file of the run to this one
    private void follow(Workflow workflow, Permissions above, List<CallTarget> way) {
        for (WorkflowJob job : workflow.jobs()) {
            if (!job.calls().isEmpty()) {
                call(job, Permissions.of(workflow, job, above), way);
            }
        }
    }

    private void call(WorkflowJob job, Permissions allowed, List<CallTarget> way) {
        CallTarget target = CallTarget.of(job.calls().value(), way.getLast());
        List<CallTarget> further = new ArrayList<>(way);
        further.add(target);
        if (way.contains(target)) {
            error(
                    job.calls(),
                    way,
                    "These workflows call each other without end: "
                            + String.join(
                                    " → ",
                                    further.subList(way.indexOf(target), further.size()).stream()
                                            .map(RunFile::path)
                                            .toList()));
        } else if (further.size() > MAX_DEPTH) {
            error(
                    job.calls(),
                    way,
                    "Workflows can call each other %d deep, and here it is more"
                            .formatted(MAX_DEPTH));
        } else if (problems.isEmpty()) {
            look(job, allowed, target, further);
        }
    }

    private void look(
            WorkflowJob job, Permissions allowed, CallTarget target, List<CallTarget> further) {
        List<CallTarget> way = further.subList(0, further.size() - 1);
        boolean known = read.containsKey(target) || missing.contains(target);
        if (!known && read.size() + missing.size() == MAX_FILES) {
            error(
                    job.calls(),
                    way,
                    "A run can call at most %d files, and here it is more".formatted(MAX_FILES));
            return;
        }
        if (!known) {
            find(job, target, way);
        }
        ReadResult result = read.get(target);
        if (result != null) {
            problems.addAll(CallCheck.check(RunFile.path(way.getLast()), job, allowed, result));
        }
        if (result instanceof ReadResult.Valid(Workflow called, _)) {
            problems.addAll(called.refusals());
            if (followed.add(new Followed(target, allowed, further.size()))) {
                follow(called, allowed, further);
            }
        }
    }

    private void find(WorkflowJob job, CallTarget target, List<CallTarget> way) {
        switch (files.find(target)) {
            case CalledFiles.Answer.Found(byte[] content) -> {
                sources.add(new CalledSource.Present(target.toString(), content));
                String path = RunFile.path(target);
                read.put(target, new WorkflowSource(path, content).read());
            }
            case CalledFiles.Answer.Missing(String reason) -> {
                missing.add(target);
                if (target.isOwn()) {
                    error(job.calls(), way, reason);
                } else {
                    // Only what calls it fails; the rest of the run may be worth while.
                    sources.add(new CalledSource.Absent(target.toString(), reason));
                }
            }
        }
    }

    private void error(Text at, List<CallTarget> way, String message) {
        problems.add(
                new Problem(
                        Problem.Level.ERROR,
                        RunFile.path(way.getLast()),
                        at.place().line(),
                        at.place().column(),
                        message));
    }
}
