package dev.minijenkin.workflow.reader;

import dev.minijenkin.workflow.check.ContainerCheck;
import dev.minijenkin.workflow.check.EnvNames;
import dev.minijenkin.workflow.check.RunsOnCheck;
import dev.minijenkin.workflow.check.ShellNames;
import dev.minijenkin.workflow.check.StrategyCheck;
import dev.minijenkin.workflow.check.SystemsCheck;
import dev.minijenkin.workflow.expression.value.OrdinalIgnoreCase;
import dev.minijenkin.workflow.model.WorkflowJob;
import dev.minijenkin.workflow.model.WorkflowStep;
import dev.minijenkin.workflow.problem.LintRule;
import dev.minijenkin.workflow.problem.Problems;
import dev.minijenkin.workflow.yaml.Fields;
import dev.minijenkin.workflow.yaml.Text;
import dev.minijenkin.workflow.yaml.Yaml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Reads one job and checks what its keys say together.
final class JobReader {
    private final Problems problems;

    JobReader(Problems problems) {
        this.problems = problems;
    }

    WorkflowJob read(Text id, Fields fields) {
        checkSteps(id, fields);
        WorkflowJob job =
                new WorkflowJob(
                        id,
                        fields.text("name"),
                        fields.texts("needs").stream().filter(need -> !need.isEmpty()).toList(),
                        fields.text("if"),
                        runsOn(fields),
                        fields.strings("env"),
                        DefaultsReader.read(fields),
                        fields.text("timeout-minutes"),
                        fields.text("continue-on-error"),
                        fields.strings("outputs"),
                        steps(fields),
                        fields.settings());
        Numbers.checkPositive(job.timeoutMinutes(), "`timeout-minutes`", problems);
        StrategyCheck.check(fields, problems);
        ContainerCheck.check(fields, problems);
        RunsOnCheck.check(fields, problems);
        SystemsCheck.check(fields, problems);
        ShellNames.ofDefaults(fields, problems);
        EnvNames.check(fields, problems);
        if (fields.has("uses")) {
            ActionNames.workflowFault(fields.string("uses"))
                    .ifPresent(fault ->
                            problems.error(LintRule.CALL, fields.text("uses").place(), fault));
        }
        return job;
    }

    private void checkSteps(Text id, Fields fields) {
        if (fields.entries().isEmpty() || fields.has("uses")) {
            return;
        }
        boolean none =
                fields.get("steps")
                        .map(node ->
                                node instanceof Yaml.Sequence(_, List<Yaml> items)
                                        && items.isEmpty())
                        .orElse(true);
        if (none) {
            problems.refusal(
                    LintRule.MISSING_KEY,
                    fields.has("steps") ? fields.placeOf("steps") : id.place(),
                    "The job `%s` has no steps".formatted(id.value()));
        }
    }

    private static List<Text> runsOn(Fields fields) {
        Fields mapping = fields.below("runs-on");
        return mapping.entries().isEmpty()
                ? fields.texts("runs-on")
                : Stream.concat(
                                mapping.texts("labels").stream(),
                                Stream.of(mapping.text("group")).filter(group -> !group.isEmpty()))
                        .toList();
    }

    private List<WorkflowStep> steps(Fields fields) {
        List<WorkflowStep> steps = new ArrayList<>();
        Map<String, Text> ids = new HashMap<>();
        Map<String, Integer> places = new HashMap<>();
        StepReader reader = new StepReader(problems);
        for (Yaml item : items(fields, "steps")) {
            Fields step = Fields.of(item);
            if (step.has("parallel")) {
                List<Integer> group = new ArrayList<>();
                for (Yaml inner : items(step, "parallel")) {
                    group.add(steps.size());
                    add(reader.readParallel(Fields.of(inner), inner.place()), steps, ids, places);
                }
                steps.add(StepReader.endOfParallel(item.place(), group));
            } else {
                reader.checkTargets(step, ids);
                add(reader.read(step, item.place(), places), steps, ids, places);
            }
        }
        return steps;
    }

    private void add(
            WorkflowStep step,
            List<WorkflowStep> steps,
            Map<String, Text> ids,
            Map<String, Integer> places) {
        Text id = step.head().id();
        checkId(id, ids);
        if (!id.isEmpty()) {
            places.putIfAbsent(OrdinalIgnoreCase.fold(id.value()), steps.size());
        }
        steps.add(step);
    }

    private static List<Yaml> items(Fields fields, String key) {
        return fields.get(key).orElse(null) instanceof Yaml.Sequence(_, List<Yaml> items)
                ? items
                : List.of();
    }

    private void checkId(Text id, Map<String, Text> ids) {
        Text earlier =
                id.isEmpty() ? null : ids.putIfAbsent(OrdinalIgnoreCase.fold(id.value()), id);
        if (earlier != null) {
            problems.error(
                    LintRule.ID,
                    id.place(),
                    "The step id '%s' is already used in line %d"
                            .formatted(id.value(), earlier.place().line()));
        }
    }
}
