package dev.minijenkin.engine.start;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.group.GroupRules;
import dev.minijenkin.db.repository.Pipelines;
import dev.minijenkin.db.run.Annotations;
import dev.minijenkin.db.run.CalledSource;
import dev.minijenkin.db.run.CalledSources;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.variable.Variables;
import dev.minijenkin.engine.advance.RunProgress;
import dev.minijenkin.engine.run.CallerScope;
import dev.minijenkin.engine.run.GroupRows;
import dev.minijenkin.engine.run.JobRows;
import dev.minijenkin.engine.run.ProblemAnnotations;
import dev.minijenkin.engine.run.WorkflowSource;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.model.Workflow;
import dev.minijenkin.workflow.plan.BadTextException;
import dev.minijenkin.workflow.plan.GuardTexts;
import dev.minijenkin.workflow.plan.PlanResult;
import dev.minijenkin.workflow.plan.PlannedJob;
import dev.minijenkin.workflow.plan.RunPlanner;
import dev.minijenkin.workflow.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A run of a workflow file whose trigger matched. Its jobs are planned when its number is known,
/// because texts of the file may name it.
///
/// @param payload of the event
/// @param inputs the `inputs` context
/// @param warnings of the file
/// @param called the files that its jobs call, directly or not
record ReadyRun(
        TriggerEvent trigger,
        WorkflowSource source,
        Workflow workflow,
        Value payload,
        ObjectValue inputs,
        List<Problem> warnings,
        List<CalledSource> called)
        implements StartableRun {
    @Override
    public String path() {
        return source.path();
    }

    @Override
    public Optional<RunId> insert(Tx tx) {
        return RunRow.insert(
                        tx,
                        trigger,
                        source,
                        Pipelines.ensure(tx, trigger.repository().id(), path(), name()),
                        trigger.inputs())
                .map(run -> {
                    CalledSources.insert(tx, run.id(), called);
                    plan(tx, run);
                    return run.id();
                });
    }

    private void plan(Tx tx, Run run) {
        Map<String, Value> contexts =
                Map.of(
                        "github", RunGithubContext.of(trigger, path(), name(), run, payload),
                        "inputs", inputs,
                        "vars", ObjectValue.ofTexts(Variables.of(tx, run.repository())));
        String title = RunPlanner.title(workflow, contexts);
        if (!title.isEmpty()) {
            Runs.setTitle(tx, run.id(), title);
        }
        Annotations.insert(tx, run.id(), run.attempt(), ProblemAnnotations.of(warnings));
        switch (planned(contexts)) {
            case PlanResult.Planned(var jobs) -> begin(tx, run, jobs, contexts);
            case PlanResult.Refused(var problems) -> refuse(tx, run, problems);
        }
    }

    private void begin(Tx tx, Run run, List<PlannedJob> jobs, Map<String, Value> contexts) {
        Optional<GroupRules> group;
        try {
            group =
                    new GuardTexts(_ -> contexts)
                            .group(workflow.concurrency())
                            .map(GroupRows::rules);
        } catch (BadTextException e) {
            refuse(tx, run, List.of(e.problem(path())));
            return;
        }
        JobRows.insert(tx, run, jobs, CallerScope.NONE);
        group.ifPresent(rules -> Runs.setGroup(tx, run.id(), rules));
        RunProgress.begin(tx, group.map(run::in).orElse(run));
    }

    private void refuse(Tx tx, Run run, List<Problem> problems) {
        RunRow.refuse(tx, run, ProblemAnnotations.of(problems));
    }

    /// Refused where the file says something that is not carried out here and without which the run
    /// would do other work.
    private PlanResult planned(Map<String, Value> contexts) {
        return workflow.refusals().isEmpty()
                ? RunPlanner.plan(path(), workflow, contexts)
                : new PlanResult.Refused(workflow.refusals());
    }

    private String name() {
        return workflow.name().isBlank() ? path() : workflow.name();
    }
}
