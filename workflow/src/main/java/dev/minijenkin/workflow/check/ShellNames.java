package dev.minijenkin.workflow.check;

import dev.minijenkin.workflow.expression.Template;
import dev.minijenkin.workflow.expression.syntax.NearNames;
import dev.minijenkin.workflow.problem.LintRule;
import dev.minijenkin.workflow.problem.Problems;
import dev.minijenkin.workflow.yaml.Fields;
import dev.minijenkin.workflow.yaml.Text;
import java.util.List;
import java.util.Locale;

/// Checks what `shell` names: one of the known shells, or a command with `{0}` where the file of
/// the script stands.
public final class ShellNames {
    private static final List<String> KNOWN =
            List.of("bash", "sh", "python", "pwsh", "powershell", "cmd");
    private static final String SCRIPT = "{0}";

    private ShellNames() {}

    /// Looks at a step.
    public static void ofStep(Fields step, Problems problems) {
        check(step.text("shell"), problems);
    }

    /// Looks at the `defaults` of a workflow or a job.
    public static void ofDefaults(Fields fields, Problems problems) {
        check(fields.below("defaults").below("run").text("shell"), problems);
    }

    private static void check(Text shell, Problems problems) {
        String name = shell.value().strip();
        if (name.isEmpty()
                || Template.isTemplate(name)
                || name.contains(SCRIPT)
                || KNOWN.contains(name.toLowerCase(Locale.ROOT))) {
            return;
        }
        problems.warning(
                LintRule.SHELL,
                shell.place(),
                "There is no shell `%s`%s: steps fail; write %s, or a command with {0} where the script's file stands"
                        .formatted(name, NearNames.hint(name, KNOWN), String.join(", ", KNOWN)));
    }
}
