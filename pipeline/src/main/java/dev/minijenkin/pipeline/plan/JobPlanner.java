package dev.minijenkin.pipeline.plan;

import dev.minijenkin.pipeline.expression.ArrayValue;
import dev.minijenkin.pipeline.expression.Contexts;
import dev.minijenkin.pipeline.expression.ExpressionException;
import dev.minijenkin.pipeline.expression.NullValue;
import dev.minijenkin.pipeline.expression.ObjectValue;
import dev.minijenkin.pipeline.expression.OrdinalIgnoreCase;
import dev.minijenkin.pipeline.expression.Template;
import dev.minijenkin.pipeline.expression.Value;
import dev.minijenkin.pipeline.workflow.Defaults;
import dev.minijenkin.pipeline.workflow.Text;
import dev.minijenkin.pipeline.workflow.Workflow;
import dev.minijenkin.pipeline.workflow.WorkflowJob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Makes one job of a run from the job of the file.
final class JobPlanner {
    private static final int USUAL_TIMEOUT_MINUTES = 360;

    private final Workflow workflow;
    private final WorkflowJob job;
    private final Map<String, String> keys;
    private final Map<String, Value> known;
    private final Contexts contexts;

    /// Takes the keys of all jobs by their folded spelling, because `needs` ignores case.
    JobPlanner(
            Workflow workflow,
            WorkflowJob job,
            Map<String, String> keys,
            Map<String, Value> contexts) {
        this.workflow = workflow;
        this.job = job;
        this.keys = keys;
        known = contexts;
        this.contexts = Contexts.of(contexts).with("strategy", strategy());
    }

    PlannedJob plan() throws BadText {
        String key = job.id().value();
        List<String> needs =
                job.needs().stream()
                        .map(need -> keys.get(OrdinalIgnoreCase.fold(need.value())))
                        .map(Objects::requireNonNull)
                        .toList();
        String name = job.name().isEmpty() ? "" : evaluate(job.name()).asText().strip();
        JobDefinition definition =
                new JobDefinition(
                        key,
                        name.isEmpty() ? key : name,
                        job.condition().value(),
                        continueOnError(),
                        env(),
                        defaults(workflow.defaults(), job.defaults()),
                        timeoutMinutes(),
                        new JobGuard(job.concurrency(), job.environment()),
                        StepPlanner.steps(job.steps()),
                        job.outputs(),
                        contextsOf(needs));
        return new PlannedJob(key, definition.name(), needs, labels(), definition);
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

    private int timeoutMinutes() throws BadText {
        if (job.timeoutMinutes().isEmpty()) {
            return USUAL_TIMEOUT_MINUTES;
        }
        double minutes = evaluate(job.timeoutMinutes()).asNumber();
        if (!(minutes > 0 && minutes <= Integer.MAX_VALUE)) {
            throw new BadText(job.timeoutMinutes(), "`timeout-minutes` must be a positive number");
        }
        return (int) Math.ceil(minutes);
    }

    private boolean continueOnError() throws BadText {
        return !job.continueOnError().isEmpty()
                && evaluate(job.continueOnError()).asText().equals("true");
    }

    private List<String> labels() throws BadText {
        List<String> labels = new ArrayList<>();
        for (Text text : job.runsOn()) {
            Value value = evaluate(text);
            if (value instanceof ArrayValue(List<Value> items, _)) {
                items.forEach(item -> labels.add(item.asText()));
            } else {
                labels.add(value.asText());
            }
        }
        if (labels.isEmpty() || labels.stream().anyMatch(String::isBlank)) {
            Text place = job.runsOn().isEmpty() ? job.id() : job.runsOn().getFirst();
            throw new BadText(place, "`runs-on` gives no label, or an empty one");
        }
        return labels;
    }

    /// What the runner gets; the values of `needs` are filled in when the job starts.
    private Map<String, Value> contextsOf(List<String> needs) {
        Map<String, Value> given = new LinkedHashMap<>(known);
        Map<String, Value> open = new LinkedHashMap<>();
        needs.forEach(need -> open.put(need, NullValue.NULL));
        given.put("needs", ObjectValue.ignoringCase(open));
        given.put("strategy", strategy());
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

    private static Value strategy() {
        return ObjectValue.ignoringCase(
                Map.of(
                        "fail-fast", Value.of(true),
                        "job-index", Value.of(0),
                        "job-total", Value.of(1),
                        "max-parallel", Value.of(1)));
    }

    private Value evaluate(Text text) throws BadText {
        if (!Template.isTemplate(text.value())) {
            return Value.of(text.value());
        }
        try {
            return Template.parse(text.value()).evaluate(contexts);
        } catch (ExpressionException e) {
            throw new BadText(text, String.valueOf(e.getMessage()));
        }
    }
}
