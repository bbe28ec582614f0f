package dev.minijenkin.workflow.check;

import dev.minijenkin.workflow.expression.Template;
import dev.minijenkin.workflow.problem.LintRule;
import dev.minijenkin.workflow.problem.Problems;
import dev.minijenkin.workflow.yaml.Fields;
import dev.minijenkin.workflow.yaml.Yaml;
import java.util.regex.Pattern;

/// Checks the names below `env`.
public final class EnvNames {
    /// No environment can hold the first; no shell can name a variable with one of the others.
    private static final Pattern IMPOSSIBLE = Pattern.compile("[=&\\s\\p{Cntrl}]");

    private EnvNames() {}

    /// Looks at the `env` of a workflow, a job, a step or a container.
    public static void check(Fields owner, Problems problems) {
        for (Yaml.Entry entry : owner.below("env").entries()) {
            String name = entry.key().text();
            if (!Template.isTemplate(name) && IMPOSSIBLE.matcher(name).find()) {
                problems.warning(
                        LintRule.ENV_NAME,
                        entry.key().place(),
                        "`%s` cannot name an environment variable: no blank, `=` or `&` may stand in it"
                                .formatted(name));
            }
        }
    }
}
