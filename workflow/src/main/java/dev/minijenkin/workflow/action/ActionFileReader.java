package dev.minijenkin.workflow.action;

import dev.minijenkin.workflow.expression.Condition;
import dev.minijenkin.workflow.expression.Template;
import dev.minijenkin.workflow.expression.syntax.Scope;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.yaml.Fields;
import dev.minijenkin.workflow.yaml.SourcePosition;
import dev.minijenkin.workflow.yaml.Text;
import dev.minijenkin.workflow.yaml.UnreadableYamlException;
import dev.minijenkin.workflow.yaml.Yaml;
import dev.minijenkin.workflow.yaml.YamlReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the file of an action. What it says too much is skipped, as long as it would do nothing;
/// used for one file by one thread.
public final class ActionFileReader {
    private static final Pattern NODE = Pattern.compile("node\\d+");
    private static final Scope OF_DEFAULTS =
            Scope.of(Set.of("github", "strategy", "matrix", "job", "runner", "inputs"))
                    .with(CompositeStepReader.FUNCTIONS);

    private final String file;

    private ActionFileReader(String file) {
        this.file = file;
    }

    /// @param file how people know it
    /// @throws UnreadableActionException if no runner could carry it out
    public static ActionFile read(String file, String text) throws UnreadableActionException {
        ActionFileReader reader = new ActionFileReader(file);
        try {
            return reader.action(Fields.of(YamlReader.read(text)));
        } catch (UnreadableYamlException e) {
            throw reader.fault(e.place(), String.valueOf(e.getMessage()));
        }
    }

    private ActionFile action(Fields action) throws UnreadableActionException {
        Map<String, ActionFile.Input> inputs = new LinkedHashMap<>();
        for (Yaml.Entry entry : action.below("inputs").entries()) {
            inputs.put(entry.key().text(), input(Fields.of(entry.value())));
        }
        ActionFile.Runs runs = runs(action);
        Map<String, String> outputs = new LinkedHashMap<>();
        if (runs instanceof ActionFile.Runs.Composite) {
            for (Yaml.Entry entry : action.below("outputs").entries()) {
                Text value = Fields.of(entry.value()).text("value");
                check(value, CompositeStepReader.OF_OUTPUTS);
                outputs.put(entry.key().text(), value.value());
            }
        }
        return new ActionFile(action.string("name"), inputs, outputs, runs);
    }

    private ActionFile.Input input(Fields input) throws UnreadableActionException {
        Text usual = input.text("default");
        check(usual, OF_DEFAULTS);
        return new ActionFile.Input(
                input.has("default"), usual.value(), input.string("deprecationMessage"));
    }

    private ActionFile.Runs runs(Fields action) throws UnreadableActionException {
        if (!action.has("runs")) {
            throw fault(SourcePosition.START, "`runs` is missing");
        }
        Fields runs = action.below("runs");
        String using = runs.string("using").toLowerCase(Locale.ROOT);
        return switch (using) {
            case "composite" -> composite(action, runs);
            case "docker" -> new ActionFile.Runs.Container(needed(action, runs, "image"));
            case String node when NODE.matcher(node).matches() ->
                    new ActionFile.Runs.Node(
                            node,
                            runs.string("pre"),
                            condition(runs, "pre-if"),
                            needed(action, runs, "main"),
                            runs.string("post"),
                            condition(runs, "post-if"));
            default ->
                    throw fault(
                            action.placeOf("runs"),
                            "`using` must be composite, docker, node20 or node24, not `%s`"
                                    .formatted(runs.string("using")));
        };
    }

    private ActionFile.Runs composite(Fields action, Fields runs) throws UnreadableActionException {
        if (!(runs.get("steps").orElse(null) instanceof Yaml.Sequence(_, List<Yaml> steps))) {
            throw fault(action.placeOf("runs"), "`steps` of `runs` is missing");
        }
        return new ActionFile.Runs.Composite(new CompositeStepReader(this).read(steps));
    }

    private String condition(Fields runs, String key) throws UnreadableActionException {
        Text condition = runs.text(key);
        if (condition.value().isBlank()) {
            return "always()";
        }
        try {
            return Condition.parse(condition.value(), CompositeStepReader.OF_CONDITIONS).text();
        } catch (ExpressionException e) {
            throw fault(condition.place(), String.valueOf(e.getMessage()));
        }
    }

    private String needed(Fields action, Fields runs, String key) throws UnreadableActionException {
        String value = runs.string(key);
        if (value.isBlank()) {
            throw fault(action.placeOf("runs"), "`%s` of `runs` is missing".formatted(key));
        }
        return value;
    }

    /// Whether all that stands in `${{ }}` may stand there.
    void check(Text text, Scope scope) throws UnreadableActionException {
        if (Template.isTemplate(text.value())) {
            List<ExpressionException> faults = Template.faults(text.value(), scope);
            if (!faults.isEmpty()) {
                throw fault(text.place(), String.valueOf(faults.getFirst().getMessage()));
            }
        }
    }

    UnreadableActionException fault(SourcePosition place, String what) {
        return new UnreadableActionException(
                "%s:%d:%d: %s".formatted(file, place.line(), place.column(), what));
    }
}
