package dev.minijenkin.workflow.plan.definition;

import dev.minijenkin.workflow.expression.value.ArrayValue;
import dev.minijenkin.workflow.expression.value.BooleanValue;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.NumberValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.StringValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.model.WorkflowJob;
import dev.minijenkin.workflow.plan.text.Evaluation;
import java.util.List;
import java.util.stream.Stream;

/// The containers of a job as its file has them. Texts may still hold `${{ }}`, which the runner
/// evaluates: some of them name secrets.
///
/// @param container in which the steps run: the text of an image, or a mapping; null: there is none
/// @param services name to image or mapping; null: there are none
public record JobContainers(Value container, Value services) {
    public static final JobContainers NONE = new JobContainers(NullValue.NULL, NullValue.NULL);

    /// Of runners that can start containers. A job that needs one asks for it.
    public static final String LABEL = "docker";

    /// Before the name of an image, where an action or a container is asked for.
    public static final String IMAGE = "docker://";

    /// Those that the file gives a job. What is empty is none.
    public static JobContainers of(WorkflowJob job) {
        Value container = setting(job, "container");
        Value services = setting(job, "services");
        return new JobContainers(container, services);
    }

    private static Value setting(WorkflowJob job, String key) {
        return job.setting(key)
                .map(Evaluation::plain)
                .filter(value -> !value.equals(Value.of("")))
                .orElse(NullValue.NULL);
    }

    /// Whether the file has none.
    public boolean none() {
        return container instanceof NullValue && services instanceof NullValue;
    }

    /// All that may hold expressions.
    List<String> texts() {
        return Stream.of(container, services).flatMap(JobContainers::texts).toList();
    }

    private static Stream<String> texts(Value value) {
        return switch (value) {
            case StringValue(String text) -> Stream.of(text);
            case ArrayValue(List<Value> items, _) -> items.stream().flatMap(JobContainers::texts);
            case ObjectValue object ->
                    object.fields().values().stream().flatMap(JobContainers::texts);
            case NullValue _, BooleanValue _, NumberValue _ -> Stream.empty();
        };
    }
}
