package dev.minijenkin.workflow.plan;

import dev.minijenkin.workflow.expression.value.ArrayValue;
import dev.minijenkin.workflow.expression.value.BooleanValue;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.NumberValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.StringValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.model.WorkflowJob;
import dev.minijenkin.workflow.model.WorkflowStep;
import dev.minijenkin.workflow.plan.definition.JobContainers;
import dev.minijenkin.workflow.plan.text.BadTextException;
import dev.minijenkin.workflow.plan.text.Evaluation;
import dev.minijenkin.workflow.yaml.Text;
import dev.minijenkin.workflow.yaml.Yaml;
import java.util.List;
import java.util.Optional;

/// Whether a leg of a job needs containers. One whose image is empty is none: so the legs of a
/// matrix choose.
final class NeededContainers {
    private NeededContainers() {}

    /// @param evaluation of the leg
    static boolean any(WorkflowJob job, Evaluation evaluation) throws BadTextException {
        if (job.steps().stream().anyMatch(NeededContainers::isImage)) {
            return true;
        }
        Optional<Yaml> container = job.setting("container");
        if (container.isPresent() && hasImage(container.get(), evaluation)) {
            return true;
        }
        Optional<Yaml> services = job.setting("services");
        return services.isPresent() && anyHasImage(services.get(), evaluation);
    }

    private static boolean isImage(WorkflowStep step) {
        return step.bare() instanceof WorkflowStep.Uses uses
                && uses.action().value().startsWith(JobContainers.IMAGE);
    }

    private static boolean anyHasImage(Yaml services, Evaluation evaluation)
            throws BadTextException {
        if (services instanceof Yaml.Mapping(_, List<Yaml.Entry> entries)) {
            for (Yaml.Entry entry : entries) {
                if (hasImage(entry.value(), evaluation)) {
                    return true;
                }
            }
            return false;
        }
        return services instanceof Yaml.Scalar scalar
                && evaluation.value(text(scalar)) instanceof ObjectValue object
                && object.fields().values().stream().anyMatch(NeededContainers::names);
    }

    private static boolean hasImage(Yaml container, Evaluation evaluation) throws BadTextException {
        if (container instanceof Yaml.Scalar scalar) {
            return names(evaluation.value(text(scalar)));
        }
        if (container instanceof Yaml.Mapping(_, List<Yaml.Entry> entries)) {
            for (Yaml.Entry entry : entries) {
                if (entry.key().text().equals("image")
                        && entry.value() instanceof Yaml.Scalar image) {
                    return names(evaluation.value(text(image)));
                }
            }
        }
        return false;
    }

    private static Text text(Yaml.Scalar scalar) {
        return new Text(scalar.text(), scalar.place());
    }

    /// Of a value that stands where an image does, or a mapping with one.
    private static boolean names(Value value) {
        return switch (value) {
            case StringValue(String text) -> !text.isBlank();
            case ObjectValue object ->
                    object.get("image").filter(NeededContainers::names).isPresent();
            case ArrayValue _, NullValue _, BooleanValue _, NumberValue _ -> false;
        };
    }
}
