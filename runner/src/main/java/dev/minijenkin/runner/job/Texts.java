package dev.minijenkin.runner.job;

import dev.minijenkin.pipeline.expression.Contexts;
import dev.minijenkin.pipeline.expression.Template;
import dev.minijenkin.pipeline.expression.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/// Texts of the workflow file that may hold `${{ }}`, evaluated. All throw `ExpressionException`.
final class Texts {
    private Texts() {}

    static String text(String text, Contexts contexts) {
        return Template.isTemplate(text) ? Template.parse(text).evaluateText(contexts) : text;
    }

    static Value value(String text, Contexts contexts) {
        return Template.isTemplate(text) ? Template.parse(text).evaluate(contexts) : Value.of(text);
    }

    /// In the same order.
    static Map<String, String> texts(Map<String, String> texts, Contexts contexts) {
        Map<String, String> evaluated = new LinkedHashMap<>();
        texts.forEach((name, text) -> evaluated.put(name, text(text, contexts)));
        return evaluated;
    }
}
