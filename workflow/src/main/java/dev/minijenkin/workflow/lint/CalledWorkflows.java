package dev.minijenkin.workflow.lint;

import static dev.minijenkin.workflow.model.Permissions.EVERYTHING;

import dev.minijenkin.workflow.model.Permissions;
import dev.minijenkin.workflow.model.ReadResult;
import dev.minijenkin.workflow.model.Workflow;
import dev.minijenkin.workflow.model.WorkflowJob;
import dev.minijenkin.workflow.plan.CallTarget;
import dev.minijenkin.workflow.problem.LintRule;
import dev.minijenkin.workflow.problem.Problem;
import dev.minijenkin.workflow.problem.Problem.Level;
import dev.minijenkin.workflow.reader.CallCheck;
import dev.minijenkin.workflow.yaml.SourcePosition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Follows the calls of a file through the files of its and of other repositories, and holds each
/// against what the called file declares and asks for. A file that cannot be found says nothing.
/// Used for one file by one thread.
final class CalledWorkflows {
    /// So deep a run follows calls.
    private static final int DEEPEST = 10;

    private final NamedFiles files;
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Set<Followed> followed = new HashSet<>();

    /// Whoever calls a file within the same bounds finds the same below it.
    private record Followed(CallTarget target, Permissions allowed) {}

    private CalledWorkflows(NamedFiles files) {
        this.files = files;
    }

    /// @param file as its caller named it
    /// @param usual what a job may do where no file says anything
    static List<Problem> check(
            String file, Workflow workflow, Permissions usual, NamedFiles files) {
        CalledWorkflows called = new CalledWorkflows(files);
        Permissions above = isOnlyCalled(workflow) ? EVERYTHING : usual;
        called.follow(CallTarget.own(file), workflow, above, List.of());
        return List.copyOf(called.problems);
    }

    /// What bounds it then is told where its callers are looked at.
    private static boolean isOnlyCalled(Workflow workflow) {
        return workflow.triggers().keySet().equals(Set.of("workflow_call"));
    }

    /// @param above what bounds the file
    /// @param way the files that call each other down to this one, but for the first
    private void follow(
            CallTarget file, Workflow workflow, Permissions above, List<CallTarget> way) {
        for (WorkflowJob job : workflow.jobs()) {
            CallTarget.named(job.calls().value(), file)
                    .ifPresent(target ->
                            call(file, job, target, Permissions.of(workflow, job, above), way));
        }
    }

    private void call(
            CallTarget file,
            WorkflowJob job,
            CallTarget target,
            Permissions allowed,
            List<CallTarget> way) {
        if (way.contains(target)) {
            cycle(file, job, target, way);
            return;
        }
        Optional<ReadResult> result = files.workflow(target);
        if (files.lacks(target)) {
            problem(
                    Level.WARNING,
                    file,
                    job,
                    "There is no file `%s`, so runs are refused".formatted(target.path()));
        }
        result.ifPresent(
                found -> problems.addAll(CallCheck.check(file.shown(), job, allowed, found)));
        if (way.size() < DEEPEST
                && followed.add(new Followed(target, allowed))
                && result.orElse(null) instanceof ReadResult.Valid(Workflow called, _)) {
            List<CallTarget> further = new ArrayList<>(way);
            further.add(target);
            follow(target, called, allowed, further);
        }
    }

    private void cycle(CallTarget file, WorkflowJob job, CallTarget target, List<CallTarget> way) {
        List<CallTarget> cycle = new ArrayList<>(way.subList(way.indexOf(target), way.size()));
        cycle.add(target);
        problem(
                Level.ERROR,
                file,
                job,
                "These workflows call each other without end: "
                        + String.join(" → ", cycle.stream().map(CallTarget::shown).toList()));
    }

    private void problem(Level level, CallTarget file, WorkflowJob job, String message) {
        SourcePosition place = job.calls().place();
        problems.add(
                new Problem(
                        level, file.shown(), place.line(), place.column(), LintRule.CALL, message));
    }
}
