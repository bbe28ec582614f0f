package dev.minijenkin.workflow.plan.text;

import dev.minijenkin.workflow.expression.Template;
import java.util.HashMap;
import java.util.Map;

/// Reads each text with expressions once, however many legs evaluate it. Used by one thread.
final class TemplateCache {
    private final Map<String, Template> read = new HashMap<>();

    /// Throws [dev.minijenkin.workflow.expression.value.ExpressionException] where the text is
    /// wrong.
    Template parse(String text) {
        Template known = read.get(text);
        if (known == null) {
            known = Template.parse(text);
            read.put(text, known);
        }
        return known;
    }
}
