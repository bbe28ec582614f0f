package dev.minijenkin.workflow.plan;

import dev.minijenkin.workflow.expression.Template;
import dev.minijenkin.workflow.expression.value.ArrayValue;
import dev.minijenkin.workflow.expression.value.BooleanValue;
import dev.minijenkin.workflow.expression.value.NumberValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.model.WorkflowJob;
import dev.minijenkin.workflow.plan.definition.JobContainers;
import dev.minijenkin.workflow.plan.definition.JobDefinition;
import dev.minijenkin.workflow.plan.leg.Leg;
import dev.minijenkin.workflow.plan.text.BadTextException;
import dev.minijenkin.workflow.plan.text.Evaluation;
import dev.minijenkin.workflow.yaml.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes the legs of one job, one after the other.
final class LegPlanner {
    static final int USUAL_TIMEOUT_MINUTES = 360;

    private final WorkflowJob job;
    private final List<String> needs;
    private final JobDefinition shared;

    /// @param shared what all legs have in common
    LegPlanner(WorkflowJob job, List<String> needs, JobDefinition shared) {
        this.job = job;
        this.needs = needs;
        this.shared = shared;
    }

    /// @param ofJob what is known of all legs
    PlannedJob plan(Leg leg, Evaluation ofJob) throws BadTextException {
        try {
            return job(leg, ofJob);
        } catch (BadTextException e) {
            throw leg.isOfMatrix() ? e.inLeg(leg.name()) : e;
        }
    }

    private PlannedJob job(Leg leg, Evaluation ofJob) throws BadTextException {
        Evaluation evaluation =
                ofJob.with("strategy", leg.strategyContext()).with("matrix", leg.matrix());
        String name = name(leg, evaluation);
        boolean calls = !job.calls().isEmpty();
        return new PlannedJob(
                shared.key(),
                leg,
                name,
                needs,
                calls ? JobKind.CALL : JobKind.STEPS,
                calls ? List.of() : labelsWithContainers(evaluation),
                definition(leg, name, evaluation));
    }

    private JobDefinition definition(Leg leg, String name, Evaluation evaluation)
            throws BadTextException {
        Map<String, Value> contexts = new LinkedHashMap<>(shared.contexts());
        contexts.put("strategy", leg.strategyContext());
        if (leg.isOfMatrix()) {
            contexts.put("matrix", leg.matrix());
        }
        return new JobDefinition(
                shared.key(),
                name,
                shared.condition(),
                continueOnError(evaluation),
                shared.env(),
                shared.defaults(),
                timeoutMinutes(evaluation),
                shared.guard(),
                shared.steps(),
                shared.outputs(),
                contexts,
                List.of(),
                shared.secrets(),
                shared.containers());
    }

    /// A name with expressions tells the legs apart by itself, or not at all. One that cannot be
    /// evaluated is as if it were not given.
    private String name(Leg leg, Evaluation evaluation) {
        return Template.isTemplate(job.name().value())
                ? evaluation.name(job.name()).orElse(leg.name())
                : leg.name();
    }

    private int timeoutMinutes(Evaluation evaluation) throws BadTextException {
        Text text = job.timeoutMinutes();
        if (text.isEmpty()) {
            return USUAL_TIMEOUT_MINUTES;
        }
        Value value = evaluation.value(text);
        double minutes =
                Template.isTemplate(text.value()) && !(value instanceof NumberValue)
                        ? Double.NaN
                        : value.asNumber();
        if (!(minutes > 0 && minutes <= Integer.MAX_VALUE)) {
            throw new BadTextException(
                    text, "`timeout-minutes` must be a positive number, not " + shown(value));
        }
        return (int) Math.ceil(minutes);
    }

    private boolean continueOnError(Evaluation evaluation) throws BadTextException {
        Text text = job.continueOnError();
        if (!Template.isTemplate(text.value())) {
            return text.value().equals("true");
        }
        Value value = evaluation.value(text);
        if (value instanceof BooleanValue(boolean truth)) {
            return truth;
        }
        throw new BadTextException(
                text, "`continue-on-error` must be true or false, not " + shown(value));
    }

    /// Only runners that can start containers have the label of those.
    private List<String> labelsWithContainers(Evaluation evaluation) throws BadTextException {
        List<String> labels = labels(evaluation);
        if (labels.stream().noneMatch(JobContainers.LABEL::equalsIgnoreCase)
                && NeededContainers.any(job, evaluation)) {
            labels.add(JobContainers.LABEL);
        }
        return labels;
    }

    private List<String> labels(Evaluation evaluation) throws BadTextException {
        List<String> labels = new ArrayList<>();
        for (Text text : job.runsOn()) {
            Value value = evaluation.value(text);
            switch (value) {
                case ArrayValue(List<Value> items, _) -> {
                    for (Value item : items) {
                        labels.add(label(text, item));
                    }
                }
                case ObjectValue object when job.runsOn().size() == 1 ->
                        labels.addAll(labelsOf(text, object));
                default -> labels.add(label(text, value));
            }
        }
        if (labels.isEmpty()) {
            throw new BadTextException(
                    job.runsOn().isEmpty() ? job.id() : job.runsOn().getFirst(),
                    "`runs-on` gives no label");
        }
        return labels;
    }

    /// `group` and `labels`, computed.
    private static List<String> labelsOf(Text text, ObjectValue object) throws BadTextException {
        Optional<Value> given = object.get("labels");
        List<String> labels = new ArrayList<>();
        if (given.isPresent() && given.get() instanceof ArrayValue(List<Value> items, _)) {
            for (Value item : items) {
                labels.add(label(text, item));
            }
        } else if (given.isPresent()) {
            labels.add(label(text, given.get()));
        }
        Optional<Value> group = object.get("group");
        if (group.isPresent()) {
            labels.add(label(text, group.get()));
        }
        return labels;
    }

    private static String label(Text text, Value value) throws BadTextException {
        if (value instanceof ArrayValue || value instanceof ObjectValue) {
            throw new BadTextException(
                    text, "A label of `runs-on` must be a text, not " + shown(value));
        }
        if (value.asText().isBlank()) {
            throw new BadTextException(text, "`runs-on` gives no label, or an empty one");
        }
        return value.asText();
    }

    private static String shown(Value value) {
        return switch (value.kind()) {
            case "Null" -> "nothing";
            case "Boolean" -> "a boolean";
            case "Number" -> value.asText();
            case "String" ->
                    "the text '%s' (fromJSON makes values of texts)".formatted(value.asText());
            case "Array" -> "a list";
            default -> "a mapping";
        };
    }
}
