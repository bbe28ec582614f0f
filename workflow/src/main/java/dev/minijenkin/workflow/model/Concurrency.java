package dev.minijenkin.workflow.model;

import dev.minijenkin.workflow.yaml.Fields;
import dev.minijenkin.workflow.yaml.Text;
import dev.minijenkin.workflow.yaml.Yaml;

/// `concurrency` of a workflow or a job, as the file says it.
///
/// @param group empty where there is none
/// @param cancelInProgress empty where the file says nothing
/// @param queue `single` or `max`; empty where the file says nothing
public record Concurrency(Text group, Text cancelInProgress, Text queue) {
    public static final Concurrency NONE = new Concurrency(Text.NONE, Text.NONE, Text.NONE);

    static Concurrency of(Yaml node) {
        return switch (node) {
            case Yaml.Scalar _ ->
                    new Concurrency(Fields.text(node).orElse(Text.NONE), Text.NONE, Text.NONE);
            case Yaml.Mapping mapping -> {
                Fields fields = new Fields(mapping);
                yield new Concurrency(
                        fields.text("group"),
                        fields.text("cancel-in-progress"),
                        fields.text("queue"));
            }
            case Yaml.Sequence _ -> NONE;
        };
    }
}
