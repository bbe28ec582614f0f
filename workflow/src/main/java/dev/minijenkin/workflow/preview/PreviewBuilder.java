package dev.minijenkin.workflow.preview;

import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.lint.RepositoryFiles;
import dev.minijenkin.workflow.model.Permissions;
import dev.minijenkin.workflow.model.ReadResult;
import dev.minijenkin.workflow.model.Workflow;
import dev.minijenkin.workflow.model.WorkflowJob;
import dev.minijenkin.workflow.plan.Call;
import dev.minijenkin.workflow.plan.CallTarget;
import dev.minijenkin.workflow.plan.JobKind;
import dev.minijenkin.workflow.plan.PlanResult;
import dev.minijenkin.workflow.plan.PlannedJob;
import dev.minijenkin.workflow.plan.PlanningTexts;
import dev.minijenkin.workflow.plan.RunPlanner;
import dev.minijenkin.workflow.problem.Problem;
import dev.minijenkin.workflow.reader.CallCheck;
import dev.minijenkin.workflow.reader.WorkflowReader;
import dev.minijenkin.workflow.yaml.SourcePosition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Lists the jobs of a file, and behind each call those of the file that it calls, as far as that
/// file is there. Used by one thread, once.
final class PreviewBuilder {
    /// Files that call each other this deep; a cycle ends here.
    private static final int DEEPEST = 10;

    private final RepositoryFiles files;
    private final List<PreviewJob> jobs = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    private PreviewBuilder(RepositoryFiles files) {
        this.files = files;
    }

    /// One file in its place.
    ///
    /// @param scope what stands before its keys
    /// @param names what stands before its names
    /// @param runs whether its caller runs
    /// @param above what bounds the permissions of the file
    private record Level(
            CallTarget file,
            Workflow workflow,
            PreviewContexts contexts,
            String scope,
            String names,
            Optional<Boolean> runs,
            Permissions above,
            int depth) {
        String path() {
            return file.shown();
        }
    }

    /// What was found.
    ///
    /// @param problems for which the run would fail before it begins; the jobs are then not all
    record Found(List<PreviewJob> jobs, List<Problem> problems) {}

    static Found find(
            String path, Workflow workflow, PreviewContexts contexts, RepositoryFiles files) {
        PreviewBuilder builder = new PreviewBuilder(files);
        builder.add(
                new Level(
                        CallTarget.own(path),
                        workflow,
                        contexts,
                        "",
                        "",
                        Optional.of(true),
                        Permissions.EVERYTHING,
                        1));
        return new Found(builder.jobs, builder.problems);
    }

    private void add(Level level) {
        switch (RunPlanner.plan(level.path(), level.workflow(), level.contexts().all())) {
            case PlanResult.Refused(List<Problem> found) -> problems.addAll(found);
            case PlanResult.Planned(List<PlannedJob> planned) -> {
                JobForecast forecast = new JobForecast(planned, level.contexts());
                planned.forEach(job -> add(level, job, forecast));
            }
        }
    }

    private void add(Level level, PlannedJob job, JobForecast forecast) {
        WorkflowJob source = source(level, job);
        try {
            Optional<Boolean> runs = both(level.runs(), forecast.runs(job.key()));
            jobs.add(
                    new PreviewJob(
                            level.scope() + job.key(),
                            level.names() + job.name(),
                            job.needs().stream().map(level.scope()::concat).toList(),
                            job,
                            runs));
            if (job.kind() == JobKind.CALL && !runs.equals(Optional.of(false))) {
                call(level, job, source, runs);
            }
        } catch (ExpressionException e) {
            problem(
                    level,
                    source.condition().place(),
                    "The condition cannot be evaluated: " + e.getMessage());
        }
    }

    private void call(Level level, PlannedJob job, WorkflowJob caller, Optional<Boolean> runs) {
        CallTarget target = CallTarget.of(caller.calls().value(), level.file());
        if (level.depth() == DEEPEST) {
            return;
        }
        Optional<ReadResult> read =
                files.text(target).map(text -> WorkflowReader.read(target.shown(), text));
        if (read.isEmpty()) {
            // Another repository's file is rarely there; one of the same must be.
            if (target.isOwn()) {
                problem(level, caller.calls().place(), "There is no file " + target.path());
            }
            return;
        }
        Permissions allowed = Permissions.of(level.workflow(), caller, level.above());
        List<Problem> found = CallCheck.check(level.path(), caller, allowed, read.get());
        problems.addAll(found);
        if (found.isEmpty() && read.get() instanceof ReadResult.Valid(Workflow called, _)) {
            descend(level, job, caller, new Called(target, called, runs, allowed));
        }
    }

    /// A file that is called, whether its caller runs, and what that one may do.
    private record Called(
            CallTarget file, Workflow workflow, Optional<Boolean> runs, Permissions allowed) {}

    private void descend(Level level, PlannedJob job, WorkflowJob caller, Called called) {
        Map<String, Value> contexts = new LinkedHashMap<>(job.definition().contexts());
        contexts.putAll(level.contexts().all());
        switch (Call.inputs(level.path(), caller, called.workflow(), contexts)) {
            case Call.Outcome.Refused(Problem problem) -> problems.add(problem);
            case Call.Outcome.Values(ObjectValue inputs) -> {
                String leg = job.leg().isOfMatrix() ? "." + job.leg().id() : "";
                add(
                        new Level(
                                called.file(),
                                called.workflow(),
                                level.contexts().ofCalled(inputs, isKnown(level, caller)),
                                level.scope() + job.key() + leg + "/",
                                level.names() + job.name() + " / ",
                                called.runs(),
                                called.allowed(),
                                level.depth() + 1));
            }
        }
    }

    private static boolean isKnown(Level level, WorkflowJob caller) {
        return caller.setting("with")
                .filter(with ->
                        Stream.of("needs", "vars")
                                        .anyMatch(open -> PlanningTexts.mentions(with, open))
                                || (!level.contexts().inputsKnown()
                                        && PlanningTexts.mentions(with, "inputs")))
                .isEmpty();
    }

    private void problem(Level level, SourcePosition place, String message) {
        problems.add(
                new Problem(
                        Problem.Level.ERROR, level.path(), place.line(), place.column(), message));
    }

    private static WorkflowJob source(Level level, PlannedJob job) {
        return level.workflow().jobs().stream()
                .filter(one -> one.id().value().equals(job.key()))
                .findFirst()
                .orElseThrow();
    }

    private static Optional<Boolean> both(Optional<Boolean> caller, Optional<Boolean> own) {
        if (caller.equals(Optional.of(false)) || own.equals(Optional.of(false))) {
            return Optional.of(false);
        }
        return caller.isPresent() ? own : caller;
    }
}
