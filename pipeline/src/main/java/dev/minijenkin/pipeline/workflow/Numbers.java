package dev.minijenkin.pipeline.workflow;

import dev.minijenkin.pipeline.expression.Template;
import dev.minijenkin.pipeline.expression.Value;

/// Checks numbers that are written out.
final class Numbers {
    private Numbers() {}

    static void checkPositive(Text text, String subject, Problems problems) {
        if (text.isEmpty() || Template.isTemplate(text.value())) {
            return;
        }
        double number = Value.of(text.value()).asNumber();
        if (number <= 0 || number > Integer.MAX_VALUE) {
            problems.error(text.place(), subject + " must be a positive number");
        }
    }
}
