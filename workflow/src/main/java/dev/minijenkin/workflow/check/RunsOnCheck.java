package dev.minijenkin.workflow.check;

import dev.minijenkin.workflow.problem.LintRule;
import dev.minijenkin.workflow.problem.Problems;
import dev.minijenkin.workflow.yaml.Fields;
import dev.minijenkin.workflow.yaml.Text;
import java.util.Set;

/// Checks the name of a group of runners: a name, or one with the level before a slash.
public final class RunsOnCheck {
    private static final Set<String> LEVELS = Set.of("org", "organization", "ent", "enterprise");

    private RunsOnCheck() {}

    public static void check(Fields job, Problems problems) {
        Text group = job.below("runs-on").text("group");
        if (group.value().contains("${{")) {
            return;
        }
        String[] parts = group.value().split("/", -1);
        boolean valid =
                parts.length == 1
                        || (parts.length == 2 && LEVELS.contains(parts[0]) && !parts[1].isEmpty());
        if (!valid) {
            problems.error(
                    LintRule.RUNS_ON,
                    group.place(),
                    "`%s` is no name of a group: before a slash stands organization or enterprise"
                            .formatted(group.value()));
        }
        Text version = job.below("snapshot").text("version");
        if (!version.isEmpty()
                && !version.value().contains("${{")
                && !version.value().matches("[0-9]{1,9}\\.\\*")) {
            problems.error(
                    LintRule.VALUE,
                    version.place(),
                    "The version of a snapshot must look like `1.*`");
        }
    }
}
