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
import java.util.Map;

/// Reads one step and checks what its keys say together.
final class StepReader {
    private final Problems problems;

    StepReader(Problems problems) {
        this.problems = problems;
    }

    WorkflowStep read(Fields fields, SourcePosition place) {
        WorkflowStep.Head head =
                new WorkflowStep.Head(
                        place,
                        fields.text("id"),
                        fields.string("name"),
                        fields.text("if"),
                        fields.strings("env"),
                        fields.text("timeout-minutes"),
                        fields.text("continue-on-error"));
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
