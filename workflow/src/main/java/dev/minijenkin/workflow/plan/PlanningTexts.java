package dev.minijenkin.workflow.plan;

import dev.minijenkin.workflow.expression.Template;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.model.WorkflowJob;
import dev.minijenkin.workflow.plan.text.DisplayNames;
import dev.minijenkin.workflow.yaml.Yaml;
import java.util.List;

/// The texts of a job that decide how it is planned, before any runner sees it. What it enters
/// before it is queued ([JobGuard]) is evaluated only then.
public final class PlanningTexts {
    private static final List<String> KEYS =
            List.of(
                    "strategy",
                    "name",
                    "runs-on",
                    "timeout-minutes",
                    "continue-on-error",
                    "container",
                    "services");

    private PlanningTexts() {}

    /// Whether one of them names a context.
    static boolean mention(WorkflowJob job, String context) {
        return KEYS.stream()
                .flatMap(key -> job.setting(key).stream())
                .anyMatch(node -> mentions(node, context));
    }

    /// The name of the job as far as it is known without evaluating anything.
    static String plainName(WorkflowJob job) {
        String name = job.name().value();
        String shown = Template.isTemplate(name) ? "" : DisplayNames.shown(name);
        return shown.isEmpty() ? job.id().value() : shown;
    }

    /// Whether an expression anywhere in a tree names a context.
    public static boolean mentions(Yaml node, String context) {
        return switch (node) {
            case Yaml.Scalar scalar -> mentions(scalar.text(), context);
            case Yaml.Sequence(_, List<Yaml> items) ->
                    items.stream().anyMatch(item -> mentions(item, context));
            case Yaml.Mapping(_, List<Yaml.Entry> entries) ->
                    entries.stream()
                            .anyMatch(entry ->
                                    mentions(entry.key(), context)
                                            || mentions(entry.value(), context));
        };
    }

    private static boolean mentions(String text, String context) {
        if (!Template.isTemplate(text)) {
            return false;
        }
        try {
            return Template.parse(text).expressions().stream()
                    .anyMatch(expression -> expression.contexts().contains(context));
        } catch (ExpressionException _) {
            // `insert`, which is no expression; or a mistake that its evaluation tells.
            return false;
        }
    }
}
