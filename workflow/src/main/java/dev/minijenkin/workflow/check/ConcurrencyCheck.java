package dev.minijenkin.workflow.check;

import dev.minijenkin.workflow.problem.LintRule;
import dev.minijenkin.workflow.problem.Problems;
import dev.minijenkin.workflow.yaml.Fields;
import dev.minijenkin.workflow.yaml.Text;
import dev.minijenkin.workflow.yaml.Yaml;

/// Checks concurrency groups, as far as they are written out.
public final class ConcurrencyCheck {
    private static final int MAX_LENGTH = 400;

    private ConcurrencyCheck() {}

    public static void check(Fields workflow, Problems problems) {
        Text whole = group(workflow, problems);
        for (Yaml.Entry job : workflow.below("jobs").entries()) {
            Text own = group(Fields.of(job.value()), problems);
            if (!own.isEmpty() && own.value().equals(whole.value())) {
                problems.error(
                        LintRule.CONCURRENCY,
                        own.place(),
                        "The job `%s` waits for its own run for ever: both have the concurrency group `%s`"
                                .formatted(job.key().text(), own.value()));
            }
        }
    }

    /// The group; empty where there is none or it is computed.
    private static Text group(Fields fields, Problems problems) {
        Fields mapping = fields.below("concurrency");
        Text group =
                mapping.entries().isEmpty() ? fields.text("concurrency") : mapping.text("group");
        if (mapping.string("queue").equals("max")
                && mapping.string("cancel-in-progress").equals("true")) {
            problems.error(
                    LintRule.CONCURRENCY,
                    mapping.placeOf("queue"),
                    "`queue: max` and `cancel-in-progress: true` exclude each other");
        }
        if (group.value().contains("${{")) {
            return Text.NONE;
        }
        if (group.value().length() > MAX_LENGTH) {
            problems.error(
                    LintRule.CONCURRENCY,
                    group.place(),
                    "The name of a concurrency group has at most %d characters"
                            .formatted(MAX_LENGTH));
        }
        return group;
    }
}
