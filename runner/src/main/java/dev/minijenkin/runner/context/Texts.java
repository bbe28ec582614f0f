package dev.minijenkin.runner.context;

import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.expression.Template;
import dev.minijenkin.workflow.expression.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/// Texts of the workflow file that may hold `${{ }}`, evaluated. All throw `ExpressionException`.
public final class Texts {
    private Texts() {}

    public static String text(String text, Contexts contexts) {
        return Template.isTemplate(text) ? Template.parse(text).evaluateText(contexts) : text;
    }

    public static Value value(String text, Contexts contexts) {
        return Template.isTemplate(text) ? Template.parse(text).evaluate(contexts) : Value.of(text);
    }

    /// In the same order.
    public static Map<String, String> texts(Map<String, String> texts, Contexts contexts) {
        Map<String, String> evaluated = new LinkedHashMap<>();
        texts.forEach((name, text) -> evaluated.put(name, text(text, contexts)));
        return evaluated;
    }
}
