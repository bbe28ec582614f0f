package dev.minijenkin.workflow.model;

import dev.minijenkin.workflow.yaml.Fields;
import dev.minijenkin.workflow.yaml.Text;
import dev.minijenkin.workflow.yaml.Yaml;

/// `environment` of a job, as the file says it.
///
/// @param name empty where there is none
/// @param url empty where the file gives none
/// @param deployment whether the job deploys; empty: it does
public record Environment(Text name, Text url, Text deployment) {
    public static final Environment NONE = new Environment(Text.NONE, Text.NONE, Text.NONE);

    static Environment of(Yaml node) {
        return switch (node) {
            case Yaml.Scalar _ ->
                    new Environment(Fields.text(node).orElse(Text.NONE), Text.NONE, Text.NONE);
            case Yaml.Mapping mapping -> {
                Fields fields = new Fields(mapping);
                yield new Environment(
                        fields.text("name"), fields.text("url"), fields.text("deployment"));
            }
            case Yaml.Sequence _ -> NONE;
        };
    }
}
