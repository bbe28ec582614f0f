package dev.minijenkin.workflow.reader;

import dev.minijenkin.workflow.expression.Template;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.problem.LintRule;
import dev.minijenkin.workflow.problem.Problems;
import dev.minijenkin.workflow.yaml.Text;

/// Checks numbers that are written out.
final class Numbers {
    private Numbers() {}

    static void checkPositive(Text text, String subject, Problems problems) {
        if (text.isEmpty() || Template.isTemplate(text.value())) {
            return;
        }
        double number = Value.of(text.value()).asNumber();
        if (number <= 0 || number > Integer.MAX_VALUE) {
            problems.warning(
                    LintRule.VALUE, text.place(), subject + " should be a positive number");
        }
    }
}
