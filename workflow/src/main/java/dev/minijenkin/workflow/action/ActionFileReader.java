package dev.minijenkin.workflow.action;

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
import java.util.regex.Pattern;

/// Reads the file of an action. What it says too much is skipped, as long as it would do nothing;
/// used for one file by one thread.
public final class ActionFileReader {
    private static final Pattern NODE = Pattern.compile("node\\d+");
    private final ActionTexts texts;

    private ActionFileReader(ActionTexts texts) {
        this.texts = texts;
    }

    /// Reads one.
    ///
    /// @param file how people know it
    /// @throws UnreadableActionException if no runner could carry it out
    public static ActionFile read(String file, String text) throws UnreadableActionException {
        ActionTexts texts = new ActionTexts(file);
        try {
            return new ActionFileReader(texts).action(Fields.of(YamlReader.read(text)));
        } catch (UnreadableYamlException e) {
            throw texts.fault(e.place(), String.valueOf(e.getMessage()));
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
                texts.check(value, ActionTexts.OF_STEPS);
                outputs.put(entry.key().text(), value.value());
            }
        }
        return new ActionFile(action.string("name"), inputs, outputs, runs);
    }

    private ActionFile.Input input(Fields input) throws UnreadableActionException {
        Text usual = input.text("default");
        texts.check(usual, ActionTexts.OF_DEFAULTS);
        return new ActionFile.Input(
                input.has("default"), usual.value(), input.string("deprecationMessage"));
    }

    private ActionFile.Runs runs(Fields action) throws UnreadableActionException {
        if (!action.has("runs")) {
            throw texts.fault(SourcePosition.START, "`runs` is missing");
        }
        Fields runs = action.below("runs");
        String using = runs.string("using").toLowerCase(Locale.ROOT);
        return switch (using) {
            case "composite" -> composite(action, runs);
            case "docker" -> container(action, runs);
            case String node when NODE.matcher(node).matches() ->
                    new ActionFile.Runs.Node(
                            node,
                            runs.string("pre"),
                            condition(runs, "pre-if"),
                            needed(action, runs, "main"),
                            runs.string("post"),
                            condition(runs, "post-if"));
            default ->
                    throw texts.fault(
                            action.placeOf("runs"),
                            "`using` must be composite, docker, node20 or node24, not `%s`"
                                    .formatted(runs.string("using")));
        };
    }

    private ActionFile.Runs container(Fields action, Fields runs) throws UnreadableActionException {
        List<Text> args = runs.texts("args");
        for (Text arg : args) {
            texts.check(arg, ActionTexts.OF_CONTAINERS);
        }
        Map<String, String> env = new LinkedHashMap<>();
        for (Yaml.Entry entry : runs.below("env").entries()) {
            Text value = runs.below("env").text(entry.key().text());
            texts.check(value, ActionTexts.OF_CONTAINERS);
            env.put(entry.key().text(), value.value());
        }
        return new ActionFile.Runs.Container(
                needed(action, runs, "image"),
                runs.string("entrypoint"),
                args.stream().map(Text::value).toList(),
                env,
                runs.string("pre-entrypoint"),
                condition(runs, "pre-if"),
                runs.string("post-entrypoint"),
                condition(runs, "post-if"));
    }

    private ActionFile.Runs composite(Fields action, Fields runs) throws UnreadableActionException {
        if (!(runs.get("steps").orElse(null) instanceof Yaml.Sequence(_, List<Yaml> steps))) {
            throw texts.fault(action.placeOf("runs"), "`steps` of `runs` is missing");
        }
        return new ActionFile.Runs.Composite(new CompositeStepReader(texts).read(steps));
    }

    private String condition(Fields runs, String key) throws UnreadableActionException {
        Text condition = runs.text(key);
        return condition.value().isBlank() ? "always()" : texts.condition(condition);
    }

    private String needed(Fields action, Fields runs, String key) throws UnreadableActionException {
        String value = runs.string(key);
        if (value.isBlank()) {
            throw texts.fault(action.placeOf("runs"), "`%s` of `runs` is missing".formatted(key));
        }
        return value;
    }
}
