package dev.minijenkin.workflow.reader;

import dev.minijenkin.workflow.check.EnvNames;
import dev.minijenkin.workflow.check.ShellNames;
import dev.minijenkin.workflow.expression.syntax.NearNames;
import dev.minijenkin.workflow.expression.value.OrdinalIgnoreCase;
import dev.minijenkin.workflow.model.WorkflowStep;
import dev.minijenkin.workflow.problem.LintRule;
import dev.minijenkin.workflow.problem.Problems;
import dev.minijenkin.workflow.yaml.Fields;
import dev.minijenkin.workflow.yaml.SourcePosition;
import dev.minijenkin.workflow.yaml.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads one step and checks what its keys say together.
final class StepReader {
    /// Of a step that is not there, which is an error.
    private static final int NOWHERE = 0;

    private final Problems problems;

    StepReader(Problems problems) {
        this.problems = problems;
    }

    /// @param places of the steps before it, by their ids
    WorkflowStep read(Fields fields, SourcePosition place, Map<String, Integer> places) {
        WorkflowStep.Head head = head(fields, place);
        if (fields.has("wait") || fields.has("wait-all")) {
            return new WorkflowStep.Wait(
                    head,
                    fields.texts("wait").stream()
                            .flatMap(target -> placeOf(target, places).stream())
                            .toList());
        }
        if (fields.has("cancel")) {
            return new WorkflowStep.Cancel(
                    head, placeOf(fields.text("cancel"), places).orElse(NOWHERE));
        }
        WorkflowStep step = scriptOrAction(fields, head);
        return fields.string("background").equals("true")
                ? new WorkflowStep.Background(step)
                : step;
    }

    /// One of the steps that are carried out side by side.
    WorkflowStep readParallel(Fields fields, SourcePosition place) {
        return new WorkflowStep.Background(scriptOrAction(fields, head(fields, place)));
    }

    /// What such a group ends with.
    static WorkflowStep endOfParallel(SourcePosition place, List<Integer> group) {
        Text nothing = new Text("", place);
        return new WorkflowStep.Wait(
                new WorkflowStep.Head(place, nothing, "", nothing, Map.of(), nothing, nothing),
                group);
    }

    private static Optional<Integer> placeOf(Text target, Map<String, Integer> places) {
        return Optional.ofNullable(places.get(OrdinalIgnoreCase.fold(target.value())));
    }

    private WorkflowStep scriptOrAction(Fields fields, WorkflowStep.Head head) {
        ShellNames.ofStep(fields, problems);
        EnvNames.check(fields, problems);
        Numbers.checkPositive(head.timeoutMinutes(), "`timeout-minutes`", problems);
        if (fields.has("uses")) {
            Text action = fields.text("uses");
            checkAction(action);
            return new WorkflowStep.Uses(head, action, fields.strings("with"));
        }
        return new WorkflowStep.Run(
                head,
                fields.string("run"),
                fields.string("shell"),
                fields.string("working-directory"));
    }

    private static WorkflowStep.Head head(Fields fields, SourcePosition place) {
        return new WorkflowStep.Head(
                place,
                fields.text("id"),
                fields.string("name"),
                fields.text("if"),
                fields.strings("env"),
                fields.text("timeout-minutes"),
                fields.text("continue-on-error"));
    }

    private void checkAction(Text action) {
        String name = action.value();
        if (action.isEmpty()) {
            return;
        }
        ActionNames.fault(name)
                .ifPresentOrElse(
                        fault -> problems.error(LintRule.ACTION, action.place(), fault),
                        () -> {
                            ActionNames.doubt(name)
                                    .ifPresent(doubt ->
                                            problems.warning(
                                                    LintRule.ACTION, action.place(), doubt));
                        });
    }

    /// A step can wait only for steps before it.
    void checkTargets(Fields fields, Map<String, Text> earlier) {
        fields.texts("wait").forEach(target -> checkTarget(target, earlier));
        fields.texts("cancel").forEach(target -> checkTarget(target, earlier));
        if (fields.has("wait-all") && fields.string("wait-all").equals("false")) {
            problems.error(
                    LintRule.VALUE,
                    fields.text("wait-all").place(),
                    "`wait-all` must be true, or have no value");
        }
    }

    private void checkTarget(Text target, Map<String, Text> earlier) {
        if (!target.isEmpty() && !earlier.containsKey(OrdinalIgnoreCase.fold(target.value()))) {
            problems.error(
                    LintRule.REFERENCE,
                    target.place(),
                    "No step before this one has the id `%s`%s"
                            .formatted(
                                    target.value(),
                                    NearNames.hint(
                                            target.value(),
                                            earlier.values().stream().map(Text::value).toList())));
        }
    }
}
