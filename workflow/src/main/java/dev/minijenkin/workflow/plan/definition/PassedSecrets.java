package dev.minijenkin.workflow.plan.definition;

import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.expression.Template;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.model.WorkflowJob;
import dev.minijenkin.workflow.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The secrets that a caller hands over: what a called job sees as `secrets`. The runner evaluates
/// them, because it alone knows secrets.
///
/// @param texts by the name that the called workflow knows
/// @param contexts of the caller, for the texts; without `github.event`
public record PassedSecrets(Map<String, String> texts, Map<String, Value> contexts) {
    /// What a called job gets.
    ///
    /// @param outer what the caller itself got, of callers above it first; empty: it sees all
    /// @param contexts of the caller
    public static List<PassedSecrets> through(
            List<PassedSecrets> outer, WorkflowJob caller, Map<String, Value> contexts) {
        Yaml given = caller.setting("secrets").orElse(null);
        if (given instanceof Yaml.Scalar) {
            // `inherit`
            return outer;
        }
        Map<String, String> texts = new LinkedHashMap<>();
        if (given instanceof Yaml.Mapping(_, List<Yaml.Entry> entries)) {
            for (Yaml.Entry entry : entries) {
                if (entry.value() instanceof Yaml.Scalar scalar) {
                    texts.put(entry.key().text(), scalar.text());
                }
            }
        }
        List<PassedSecrets> all = new ArrayList<>(outer);
        all.add(new PassedSecrets(texts, texts.isEmpty() ? Map.of() : contexts));
        return all;
    }

    /// The `secrets` context of a called job.
    ///
    /// @param passed by its callers, the outermost first
    /// @param all secrets of the repository
    /// @param event of the run
    public static ObjectValue seen(List<PassedSecrets> passed, ObjectValue all, Value event) {
        ObjectValue seen = all;
        for (PassedSecrets level : passed) {
            seen = level.evaluate(seen, event);
        }
        return seen;
    }

    /// One that is empty, or cannot be evaluated, is not handed over.
    private ObjectValue evaluate(ObjectValue known, Value event) {
        Contexts of = Contexts.of(contexts).with("secrets", known);
        if (contexts.get("github") instanceof ObjectValue github) {
            Map<String, Value> fields = new LinkedHashMap<>(github.fields());
            fields.put("event", event);
            of = of.with("github", ObjectValue.ignoringCase(fields));
        }
        Map<String, Value> secrets = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : texts.entrySet()) {
            try {
                String secret = Template.parse(entry.getValue()).evaluateText(of);
                if (!secret.isEmpty()) {
                    secrets.put(entry.getKey(), Value.of(secret));
                }
            } catch (ExpressionException _) {
                // As with a secret that does not exist, what uses it says what is missing.
            }
        }
        return ObjectValue.ignoringCase(secrets);
    }
}
