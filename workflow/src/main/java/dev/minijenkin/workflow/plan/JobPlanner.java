package dev.minijenkin.workflow.plan;

import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.OrdinalIgnoreCase;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.model.Defaults;
import dev.minijenkin.workflow.model.Workflow;
import dev.minijenkin.workflow.model.WorkflowJob;
import dev.minijenkin.workflow.plan.definition.JobContainers;
import dev.minijenkin.workflow.plan.definition.JobDefinition;
import dev.minijenkin.workflow.plan.definition.JobGuard;
import dev.minijenkin.workflow.plan.definition.RunDefaults;
import dev.minijenkin.workflow.plan.definition.SecretNames;
import dev.minijenkin.workflow.plan.definition.StepDefinition;
import dev.minijenkin.workflow.plan.leg.ChosenLegs;
import dev.minijenkin.workflow.plan.leg.Leg;
import dev.minijenkin.workflow.plan.leg.Strategy;
import dev.minijenkin.workflow.plan.leg.StrategyPlanner;
import dev.minijenkin.workflow.plan.text.BadTextException;
import dev.minijenkin.workflow.plan.text.Evaluation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Makes the jobs of a run from one job of the file: one for each leg. Used by one thread.
final class JobPlanner {
    private final Workflow workflow;
    private final WorkflowJob job;
    private final List<String> needs;
    private final Map<String, Value> known;
    private final Evaluation evaluation;

    /// Takes the keys of all jobs by their folded spelling, because `needs` ignores case.
    ///
    /// @param known contexts, with `needs` where the job's turn has come
    /// @param evaluation with the same contexts
    JobPlanner(
            Workflow workflow,
            WorkflowJob job,
            Map<String, String> keys,
            Map<String, Value> known,
            Evaluation evaluation) {
        this.workflow = workflow;
        this.job = job;
        this.known = known;
        this.evaluation = evaluation;
        needs =
                job.needs().stream()
                        .map(need -> keys.get(OrdinalIgnoreCase.fold(need.value())))
                        .map(Objects::requireNonNull)
                        .distinct()
                        .toList();
    }

    List<PlannedJob> plan() throws BadTextException {
        String name = PlanningTexts.plainName(job);
        if (!known.containsKey("needs") && PlanningTexts.mention(job, "needs")) {
            return List.of(deferred(name));
        }
        JobDefinition shared = definition(name);
        LegPlanner planner = new LegPlanner(job, needs, shared);
        List<PlannedJob> jobs = new ArrayList<>();
        for (Leg leg : StrategyPlanner.legs(job, name, evaluation)) {
            if (ChosenLegs.want(leg.matrix(), known)) {
                jobs.add(planner.plan(leg, evaluation));
            }
        }
        return jobs.isEmpty() ? List.of(unwanted(name)) : jobs;
    }

    /// A job none of whose legs is wanted is skipped, so that others can need it.
    private PlannedJob unwanted(String name) {
        PlannedJob job = deferred(name);
        return new PlannedJob(
                job.key(),
                job.leg(),
                job.name(),
                job.needs(),
                job.kind(),
                job.labels(),
                job.definition().withCondition("false"));
    }

    private PlannedJob deferred(String name) {
        return new PlannedJob(
                job.id().value(),
                new Leg(0, 1, "", name, NullValue.NULL, Strategy.USUAL),
                name,
                needs,
                JobKind.DEFERRED,
                List.of(),
                definition(name));
    }

    /// What all legs have in common.
    private JobDefinition definition(String name) {
        Map<String, String> env = env();
        RunDefaults defaults = defaults(workflow.defaults(), job.defaults());
        List<StepDefinition> steps = StepPlanner.steps(job.steps());
        JobContainers containers = JobContainers.of(job);
        return new JobDefinition(
                job.id().value(),
                name,
                job.condition().value(),
                false,
                env,
                defaults,
                LegPlanner.USUAL_TIMEOUT_MINUTES,
                new JobGuard(job.concurrency(), job.environment()),
                steps,
                job.outputs(),
                contexts(),
                List.of(),
                SecretNames.of(env, defaults, steps, job.outputs(), containers),
                containers);
    }

    private Map<String, String> env() {
        Map<String, String> env = new LinkedHashMap<>(workflow.env());
        env.putAll(job.env());
        return env;
    }

    private static RunDefaults defaults(Defaults outer, Defaults inner) {
        return new RunDefaults(
                inner.shell().isEmpty() ? outer.shell() : inner.shell(),
                inner.workingDirectory().isEmpty()
                        ? outer.workingDirectory()
                        : inner.workingDirectory());
    }

    /// What the runner gets; the values of `needs` are filled in when the job starts.
    private Map<String, Value> contexts() {
        Map<String, Value> given = new LinkedHashMap<>(known);
        Map<String, Value> open = new LinkedHashMap<>();
        needs.forEach(need -> open.put(need, NullValue.NULL));
        given.put("needs", ObjectValue.ignoringCase(open));
        given.computeIfPresent("github", (_, github) -> ofJob(github));
        return given;
    }

    /// The event is kept once a run, not once a job.
    private Value ofJob(Value github) {
        if (!(github instanceof ObjectValue object)) {
            return github;
        }
        Map<String, Value> fields = new LinkedHashMap<>(object.fields());
        fields.remove("event");
        fields.put("job", Value.of(job.id().value()));
        return ObjectValue.ignoringCase(fields);
    }
}
