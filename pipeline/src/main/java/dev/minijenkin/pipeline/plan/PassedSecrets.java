package dev.minijenkin.pipeline.plan;

import dev.minijenkin.pipeline.expression.Value;
import dev.minijenkin.pipeline.workflow.WorkflowJob;
import dev.minijenkin.pipeline.workflow.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The secrets that a caller hands over: what a called job sees as `secrets`. The runner evaluates
/// them, because it alone knows secrets.
///
/// @param texts by the name that the called workflow knows
/// @param contexts of the caller, for the texts
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
}
