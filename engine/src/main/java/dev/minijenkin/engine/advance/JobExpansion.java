package dev.minijenkin.engine.advance;

import dev.minijenkin.db.Tx;
import dev.minijenkin.db.hold.Holds;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.annotation.Annotations;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.JobForm;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.db.run.start.NewJobs;
import dev.minijenkin.engine.run.CallerScope;
import dev.minijenkin.engine.run.JobRows;
import dev.minijenkin.engine.run.OpenRun;
import dev.minijenkin.engine.run.ProblemAnnotations;
import dev.minijenkin.engine.run.RunFile;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.model.Concurrency;
import dev.minijenkin.workflow.model.Workflow;
import dev.minijenkin.workflow.model.WorkflowJob;
import dev.minijenkin.workflow.plan.Call;
import dev.minijenkin.workflow.plan.CallTarget;
import dev.minijenkin.workflow.plan.PlanResult;
import dev.minijenkin.workflow.plan.PlannedJob;
import dev.minijenkin.workflow.plan.RunPlanner;
import dev.minijenkin.workflow.plan.definition.JobDefinition;
import dev.minijenkin.workflow.plan.definition.PassedSecrets;
import dev.minijenkin.workflow.plan.leg.ChosenLegs;
import dev.minijenkin.workflow.plan.text.BadTextException;
import dev.minijenkin.workflow.plan.text.GuardTexts;
import dev.minijenkin.workflow.problem.Problem;
import dev.minijenkin.workflow.yaml.SourcePosition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Puts other jobs in the place of one whose turn has come: its legs, or the jobs that it calls.
/// What it makes depends on nothing but the files of the run, the contexts and the needs. Used by
/// one thread, within one transaction.
final class JobExpansion {
    private final OpenRun open;
    private final Tx tx;
    private final Run run;
    private final Admission admission;

    /// How many jobs the run has by now.
    private int count;

    JobExpansion(OpenRun open, Admission admission) {
        this.open = open;
        this.admission = admission;
        tx = open.tx();
        run = open.run();
        count = open.jobs().size();
    }

    void expand(Job job, ObjectValue needs) {
        Map<String, Value> known = new LinkedHashMap<>(open.definitions().of(job.id()).contexts());
        known.put("needs", needs);
        if (job.form() == JobForm.DEFERRED) {
            // What it was in an earlier attempt, it need not be again.
            known.remove("matrix");
            known.remove("strategy");
        }
        JobDefinition definition = open.definitions().of(job.id()).withContexts(known);
        Map<String, Value> contexts = open.files().withEvent(known);
        switch (open.file(job)) {
            case RunFile.Absent(CallTarget target, String reason) ->
                    fail(job, atStart(target, reason));
            case RunFile.Present file -> {
                if (job.form() == JobForm.CALL) {
                    call(job, file, contexts, definition);
                } else {
                    legs(job, file, contexts, definition);
                }
            }
        }
    }

    private void legs(
            Job job, RunFile.Present file, Map<String, Value> contexts, JobDefinition definition) {
        String key = job.position().localKey();
        switch (RunPlanner.planDeferred(file.path(), file.workflow(), key, contexts)) {
            case PlanResult.Planned(List<PlannedJob> legs) when fits(legs, 1) ->
                    JobRows.replace(
                            tx,
                            run,
                            job,
                            legs,
                            CallerScope.of(job, open.jobs(), definition.passedSecrets()));
            case PlanResult.Planned _ -> fail(job, tooMany(file, job));
            case PlanResult.Refused(List<Problem> problems) -> fail(job, problems.getFirst());
        }
        // What its turn was decided by is no more its definition.
        open.definitions().forget(job.id());
    }

    private void call(
            Job job, RunFile.Present file, Map<String, Value> contexts, JobDefinition definition) {
        WorkflowJob caller = find(file.workflow(), job.position().localKey());
        CallTarget target = CallTarget.of(caller.calls().value(), file.target());
        switch (open.files().read(target)) {
            case RunFile.Absent(_, String reason) ->
                    fail(job, at(file, caller.calls().place(), reason));
            case RunFile.Present called -> {
                switch (Call.inputs(file.path(), caller, called.workflow(), contexts)) {
                    case Call.Outcome.Refused(Problem problem) -> fail(job, problem);
                    case Call.Outcome.Values(ObjectValue inputs) -> {
                        Map<String, Value> ofCalled = contextsOf(contexts, inputs);
                        Workflow workflow = called.workflow();
                        if (isLetOn(job, file, definition.guard().concurrency(), contexts)
                                && isLetOn(job, called, workflow.concurrency(), ofCalled)) {
                            begin(
                                    job,
                                    called,
                                    ofCalled,
                                    PassedSecrets.through(
                                            definition.passedSecrets(),
                                            caller,
                                            definition.contexts()));
                        }
                    }
                }
            }
        }
    }

    /// False also where the call failed.
    private boolean isLetOn(
            Job call, RunFile.Present file, Concurrency concurrency, Map<String, Value> contexts) {
        try {
            return admission.passGroup(call, concurrency, new GuardTexts(_ -> contexts));
        } catch (BadTextException e) {
            fail(call, e.problem(file.path()));
            return false;
        }
    }

    /// The jobs of a call that was reopened are there already.
    private void begin(
            Job call,
            RunFile.Present called,
            Map<String, Value> contexts,
            List<PassedSecrets> secrets) {
        String scope = call.position().scope();
        if (open.jobs().stream().anyMatch(job -> job.position().caller().equals(scope))) {
            NewJobs.expand(tx, call.id(), called.target().toString());
        } else {
            insert(call, called, contexts, secrets);
        }
    }

    private void insert(
            Job job,
            RunFile.Present called,
            Map<String, Value> contexts,
            List<PassedSecrets> secrets) {
        switch (RunPlanner.plan(called.path(), called.workflow(), contexts)) {
            case PlanResult.Planned(List<PlannedJob> planned) when fits(planned, 0) -> {
                Holds.inherit(
                        tx,
                        job.id(),
                        JobRows.insert(tx, run, planned, CallerScope.below(job, secrets)));
                NewJobs.expand(tx, job.id(), called.target().toString());
            }
            case PlanResult.Planned _ -> fail(job, tooMany(called, job));
            case PlanResult.Refused(List<Problem> problems) -> fail(job, problems.getFirst());
        }
    }

    /// The called workflow sees the run as its caller does, but neither its needs nor its matrix.
    private static Map<String, Value> contextsOf(Map<String, Value> ofCaller, ObjectValue inputs) {
        return ChosenLegs.passedOn(
                ofCaller,
                Map.of(
                        "github", ofCaller.getOrDefault("github", NullValue.NULL),
                        "vars", ofCaller.getOrDefault("vars", NullValue.NULL),
                        "inputs", inputs));
    }

    private static WorkflowJob find(Workflow workflow, String key) {
        return workflow.jobs().stream()
                .filter(job -> job.id().value().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private boolean fits(List<PlannedJob> planned, int replaced) {
        if (count - replaced + planned.size() > RunPlanner.MAX_JOBS) {
            return false;
        }
        count += planned.size() - replaced;
        return true;
    }

    private static Problem tooMany(RunFile file, Job job) {
        return atStart(
                file.target(),
                "With the jobs of %s the run would have more than %d jobs"
                        .formatted(job.name(), RunPlanner.MAX_JOBS));
    }

    private static Problem atStart(CallTarget target, String message) {
        return new Problem(
                Problem.Level.ERROR,
                RunFile.path(target),
                SourcePosition.START.line(),
                SourcePosition.START.column(),
                message);
    }

    private static Problem at(RunFile file, SourcePosition place, String message) {
        return new Problem(Problem.Level.ERROR, file.path(), place.line(), place.column(), message);
    }

    private void fail(Job job, Problem problem) {
        Jobs.finish(
                tx,
                job.id(),
                JobResult.withoutRunner(
                        Conclusion.FAILURE,
                        Cause.WORKFLOW_INVALID,
                        "%s (%s:%d:%d)"
                                .formatted(
                                        problem.message(),
                                        problem.path(),
                                        problem.line(),
                                        problem.column())));
        Annotations.insert(
                tx, run.id(), run.attempt(), List.of(ProblemAnnotations.ofJob(job.id(), problem)));
    }
}
