package dev.minijenkin.pipeline.workflow;

import java.util.List;
import java.util.Locale;

/// Reads one step and checks what its keys say together.
final class StepReader {
    private static final String CHECKOUT = "actions/checkout";

    private final Problems problems;

    StepReader(Problems problems) {
        this.problems = problems;
    }

    WorkflowStep read(Fields fields, Place place) {
        WorkflowStep.Head head =
                new WorkflowStep.Head(
                        place,
                        fields.text("id"),
                        fields.string("name"),
                        fields.text("if"),
                        fields.strings("env"),
                        fields.text("timeout-minutes"),
                        fields.text("continue-on-error"));
        Numbers.checkPositive(head.timeoutMinutes(), "`timeout-minutes`", problems);
        if (fields.has("run") == fields.has("uses")) {
            if (!fields.entries().isEmpty()) {
                problems.error(
                        place,
                        fields.has("run")
                                ? "A step has either `run` or `uses`, not both"
                                : "A step needs `run` or `uses`");
            }
            return new WorkflowStep.Run(head, "", "", "");
        }
        return fields.has("uses") ? uses(fields, head) : run(fields, head);
    }

    private WorkflowStep run(Fields fields, WorkflowStep.Head head) {
        if (fields.has("with")) {
            problems.error(
                    fields.placeOf("with"),
                    "`with` belongs to `uses`; a step with `run` has `env`");
        }
        return new WorkflowStep.Run(
                head,
                fields.string("run"),
                fields.string("shell"),
                fields.string("working-directory"));
    }

    private WorkflowStep uses(Fields fields, WorkflowStep.Head head) {
        for (String key : List.of("shell", "working-directory")) {
            if (fields.has(key)) {
                problems.error(
                        fields.placeOf(key),
                        "`%s` belongs to `run` and does nothing beside `uses`".formatted(key));
            }
        }
        Text action = fields.text("uses");
        checkAction(action);
        return new WorkflowStep.Uses(head, action, fields.strings("with"));
    }

    private void checkAction(Text action) {
        String name = action.value();
        if (action.isEmpty()) {
            return;
        }
        int version = name.indexOf('@');
        String repository = version < 0 ? name : name.substring(0, version);
        if (!repository.toLowerCase(Locale.ROOT).equals(CHECKOUT)) {
            problems.error(
                    action.place(),
                    "The action `%s` is not carried out here: only %s is"
                            .formatted(name, CHECKOUT));
        }
    }
}
