package dev.minijenkin.workflow.action;

import dev.minijenkin.workflow.expression.Template;
import dev.minijenkin.workflow.plan.definition.StepDefinition;
import dev.minijenkin.workflow.plan.definition.StepDefinition.StepHead;
import dev.minijenkin.workflow.yaml.Fields;
import dev.minijenkin.workflow.yaml.SourcePosition;
import dev.minijenkin.workflow.yaml.Text;
import dev.minijenkin.workflow.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Reads the steps of an action of steps, which may do less than those of a job and must name their
/// shell.
final class CompositeStepReader {
    private static final Set<String> KEYS =
            Set.of(
                    "id",
                    "name",
                    "if",
                    "env",
                    "continue-on-error",
                    "run",
                    "shell",
                    "working-directory",
                    "uses",
                    "with");

    private final ActionTexts texts;
    private final Set<String> ids = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    CompositeStepReader(ActionTexts texts) {
        this.texts = texts;
    }

    List<StepDefinition> read(List<Yaml> steps) throws UnreadableActionException {
        List<StepDefinition> read = new ArrayList<>();
        for (Yaml step : steps) {
            read.add(step(Fields.of(step), step.place()));
        }
        return read;
    }

    private StepDefinition step(Fields step, SourcePosition place)
            throws UnreadableActionException {
        for (Yaml.Entry entry : step.entries()) {
            if (!KEYS.contains(entry.key().text())) {
                throw texts.fault(
                        entry.key().place(),
                        "A step of an action has no key `%s`".formatted(entry.key().text()));
            }
        }
        if (step.has("run") == step.has("uses")) {
            throw texts.fault(place, "A step has `run` or `uses`, and not both");
        }
        StepHead head = head(step);
        return step.has("run") ? run(head, step) : uses(head, step);
    }

    private StepDefinition run(StepHead head, Fields step) throws UnreadableActionException {
        if (step.string("shell").isBlank()) {
            throw texts.fault(
                    step.placeOf("run"), "A step of an action that has `run` needs a `shell`");
        }
        return new StepDefinition.Run(
                head, text(step, "run"), text(step, "shell"), text(step, "working-directory"));
    }

    private StepDefinition uses(StepHead head, Fields step) throws UnreadableActionException {
        return new StepDefinition.Uses(head, step.string("uses"), texts(step, "with"));
    }

    private StepHead head(Fields step) throws UnreadableActionException {
        Text id = step.text("id");
        if (!id.isEmpty() && !ids.add(id.value())) {
            throw texts.fault(id.place(), "Two steps have the id `%s`".formatted(id.value()));
        }
        String name = step.string("name");
        return new StepHead(
                id.value(),
                name.isBlank() ? usualName(step) : name,
                texts.condition(step.text("if")),
                texts(step, "env"),
                "",
                text(step, "continue-on-error"));
    }

    private static String usualName(Fields step) {
        return "Run "
                + (step.has("run")
                        ? Template.firstLine(step.string("run").strip()).stripTrailing()
                        : step.string("uses"));
    }

    private Map<String, String> texts(Fields step, String key) throws UnreadableActionException {
        for (Yaml.Entry entry : step.below(key).entries()) {
            texts.check(Fields.text(entry.value()).orElse(Text.NONE), ActionTexts.OF_STEPS);
        }
        return step.strings(key);
    }

    private String text(Fields step, String key) throws UnreadableActionException {
        texts.check(step.text(key), ActionTexts.OF_STEPS);
        return step.string(key);
    }
}
