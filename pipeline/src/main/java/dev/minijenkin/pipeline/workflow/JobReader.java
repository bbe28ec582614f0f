package dev.minijenkin.pipeline.workflow;

import dev.minijenkin.pipeline.expression.Expression;
import dev.minijenkin.pipeline.expression.ExpressionException;
import dev.minijenkin.pipeline.expression.OrdinalIgnoreCase;
import dev.minijenkin.pipeline.expression.Template;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads one job and checks what its keys say together.
final class JobReader {
    /// What is known when a run starts; what earlier jobs give is not.
    private static final List<String> LATE_CONTEXTS = List.of("needs");

    private final Problems problems;

    JobReader(Problems problems) {
        this.problems = problems;
    }

    WorkflowJob read(Text id, Fields fields) {
        checkKind(id, fields);
        WorkflowJob job =
                new WorkflowJob(
                        id,
                        fields.text("name"),
                        fields.texts("needs"),
                        fields.text("if"),
                        runsOn(fields),
                        fields.strings("env"),
                        WorkflowReader.defaults(fields),
                        fields.text("timeout-minutes"),
                        fields.text("continue-on-error"),
                        fields.strings("outputs"),
                        steps(fields));
        Numbers.checkPositive(job.timeoutMinutes(), "`timeout-minutes`", problems);
        List.of(job.name(), job.timeoutMinutes(), job.continueOnError()).forEach(this::checkEarly);
        job.runsOn().forEach(this::checkEarly);
        return job;
    }

    private void checkKind(Text id, Fields fields) {
        if (fields.entries().isEmpty()) {
            return;
        }
        if (fields.has("uses")) {
            for (String key : List.of("steps", "runs-on")) {
                if (fields.has(key)) {
                    problems.error(
                            fields.placeOf(key),
                            "The job `%s` calls a workflow by `uses` and cannot have `%s`"
                                    .formatted(id.value(), key));
                }
            }
            return;
        }
        for (String key : List.of("runs-on", "steps")) {
            if (!fields.has(key)) {
                problems.error(
                        id.place(), "`%s` is missing in the job `%s`".formatted(key, id.value()));
            }
        }
        if (fields.get("steps").orElse(null) instanceof Yaml.Sequence(_, List<Yaml> items)
                && items.isEmpty()) {
            problems.error(
                    fields.placeOf("steps"), "The job `%s` has no steps".formatted(id.value()));
        }
    }

    private static List<Text> runsOn(Fields fields) {
        Fields mapping = fields.below("runs-on");
        return mapping.entries().isEmpty() ? fields.texts("runs-on") : mapping.texts("labels");
    }

    private List<WorkflowStep> steps(Fields fields) {
        List<WorkflowStep> steps = new ArrayList<>();
        if (fields.get("steps").orElse(null) instanceof Yaml.Sequence(_, List<Yaml> items)) {
            Map<String, Text> ids = new HashMap<>();
            for (Yaml item : items) {
                WorkflowStep step = new StepReader(problems).read(Fields.of(item), item.place());
                Text id = step.head().id();
                Text earlier =
                        id.isEmpty()
                                ? null
                                : ids.putIfAbsent(OrdinalIgnoreCase.fold(id.value()), id);
                if (earlier != null) {
                    problems.error(
                            id.place(),
                            "The step id '%s' is already used in line %d"
                                    .formatted(id.value(), earlier.place().line()));
                }
                steps.add(step);
            }
        }
        return steps;
    }

    /// What decides how a job is queued must be known when the run starts.
    private void checkEarly(Text text) {
        if (!Template.isTemplate(text.value())) {
            return;
        }
        try {
            for (Expression expression : Template.parse(text.value()).expressions()) {
                LATE_CONTEXTS.stream()
                        .filter(expression.contexts()::contains)
                        .findFirst()
                        .ifPresent(context ->
                                problems.error(
                                        text.place(),
                                        "`%s` is not carried out in this place yet"
                                                .formatted(context)));
            }
        } catch (ExpressionException _) {
            // Reported with its place by the grammar.
            return;
        }
    }
}
