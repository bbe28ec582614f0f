package dev.minijenkin.workflow.reader;

import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.grammar.Names;
import dev.minijenkin.workflow.model.CallInput;
import dev.minijenkin.workflow.model.CallOutput;
import dev.minijenkin.workflow.model.CallSecret;
import dev.minijenkin.workflow.model.DispatchInput;
import dev.minijenkin.workflow.model.Trigger;
import dev.minijenkin.workflow.problem.LintRule;
import dev.minijenkin.workflow.problem.Problems;
import dev.minijenkin.workflow.yaml.Fields;
import dev.minijenkin.workflow.yaml.SourcePosition;
import dev.minijenkin.workflow.yaml.Text;
import dev.minijenkin.workflow.yaml.Yaml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Reads what stands below the events of `on`.
final class TriggerReader {
    private final Problems problems;
    private final FilterReader filters;

    TriggerReader(Problems problems) {
        this.problems = problems;
        filters = new FilterReader(problems);
    }

    Trigger withoutFilter(String event) {
        return read(event, new Yaml.Mapping(SourcePosition.START, List.of()));
    }

    Trigger read(String event, Yaml node) {
        Fields fields = Fields.of(node);
        if (event.equals("workflow_run")
                && !fields.entries().isEmpty()
                && !fields.has("workflows")) {
            problems.warning(
                    LintRule.EVENT,
                    fields.entries().getFirst().key().place(),
                    "`workflow_run` names no `workflows`: here the end of every run starts this file, elsewhere"
                            + " such a file is refused");
        }
        return switch (event) {
            case "push" ->
                    new Trigger.Push(
                            filters.read(fields, "branches"),
                            filters.read(fields, "tags"),
                            filters.read(fields, "paths"));
            case "workflow_dispatch" ->
                    new Trigger.Dispatch(dispatchInputs(fields.below("inputs")));
            case "schedule" -> new Trigger.Schedule(new ScheduleReader(problems).read(node));
            case "workflow_call" ->
                    new Trigger.Call(
                            callInputs(fields.below("inputs")),
                            callSecrets(fields.below("secrets")),
                            callOutputs(fields.below("outputs")));
            default ->
                    new Trigger.Activity(
                            event,
                            names(fields, "types"),
                            filters.read(fields, "branches"),
                            filters.read(fields, "paths"),
                            names(fields, "workflows"));
        };
    }

    private static List<String> names(Fields fields, String key) {
        return fields.texts(key).stream().map(Text::value).filter(name -> !name.isEmpty()).toList();
    }

    private List<DispatchInput> dispatchInputs(Fields inputs) {
        List<DispatchInput> read = new ArrayList<>();
        for (Yaml.Entry entry : inputs.entries()) {
            read.add(dispatchInput(entry, Fields.of(entry.value())));
        }
        return read;
    }

    private DispatchInput dispatchInput(Yaml.Entry entry, Fields fields) {
        Yaml.Scalar name = entry.key();
        DispatchInput.Type type =
                fields.string("type").isEmpty()
                        ? DispatchInput.Type.STRING
                        : type(fields.string("type"), DispatchInput.Type.STRING);
        List<String> options = fields.texts("options").stream().map(Text::value).toList();
        Value fallback = fields.scalar("default").map(Yaml.Scalar::value).orElse(NullValue.NULL);
        checkName(name);
        if (type == DispatchInput.Type.CHOICE) {
            checkOptions(entry, fields, options, fallback);
        } else if (fields.has("options")) {
            problems.error(
                    LintRule.INPUT,
                    entry.value().place(),
                    "The input `%s` has `options` and must be of the type `choice` for them"
                            .formatted(name.text()));
        }
        checkFallback(type.name(), fields);
        return new DispatchInput(
                name.text(),
                fields.string("description"),
                fields.string("required").equals("true"),
                type,
                fallback,
                options);
    }

    private void checkOptions(
            Yaml.Entry entry, Fields fields, List<String> options, Value fallback) {
        String name = entry.key().text();
        if (!fields.has("options")) {
            problems.error(
                    LintRule.INPUT,
                    entry.value().place(),
                    "The input `%s` is a choice without `options`".formatted(name));
        }
        Set<String> seen = new HashSet<>();
        for (Text option : fields.texts("options")) {
            if (!seen.add(option.value())) {
                problems.warning(
                        LintRule.INPUT,
                        option.place(),
                        "The option `%s` of the input `%s` stands twice"
                                .formatted(option.value(), name));
            }
        }
        if (fields.has("options")
                && fields.has("default")
                && !options.contains(fallback.asText())) {
            problems.warning(
                    LintRule.INPUT,
                    fields.text("default").place(),
                    "The default of `%s` is none of its options".formatted(name));
        }
    }

    private void checkName(Yaml.Scalar name) {
        Names.fault(name.text())
                .ifPresent(fault -> problems.warning(LintRule.INPUT, name.place(), fault));
    }

    private void checkFallback(String type, Fields fields) {
        fields.scalar("default")
                .filter(scalar -> !(scalar.value() instanceof NullValue))
                .filter(scalar -> !scalar.text().contains("${{"))
                .ifPresent(scalar -> {
                    String kind = scalar.value().kind();
                    if (type.equals("BOOLEAN") && !kind.equals("Boolean")) {
                        problems.warning(
                                LintRule.INPUT,
                                scalar.place(),
                                "The default of a boolean should be true or false without quotes");
                    } else if (type.equals("NUMBER") && !kind.equals("Number")) {
                        problems.warning(
                                LintRule.INPUT,
                                scalar.place(),
                                "The default of a number should be a number without quotes");
                    }
                });
    }

    private List<CallInput> callInputs(Fields inputs) {
        List<CallInput> read = new ArrayList<>();
        for (Yaml.Entry entry : inputs.entries()) {
            Fields fields = Fields.of(entry.value());
            CallInput.Type type = type(fields.string("type"), CallInput.Type.STRING);
            checkFallback(type.name(), fields);
            if (fields.has("default") && fields.string("required").equals("true")) {
                problems.warning(
                        LintRule.INPUT,
                        fields.placeOf("default"),
                        "The input `%s` is required, so nothing uses its default"
                                .formatted(entry.key().text()));
            }
            read.add(
                    new CallInput(
                            entry.key().text(),
                            fields.string("required").equals("true"),
                            type,
                            fields.scalar("default")
                                    .orElse(
                                            new Yaml.Scalar(
                                                    entry.key().place(), NullValue.NULL, false))));
        }
        return read;
    }

    private static List<CallSecret> callSecrets(Fields secrets) {
        return secrets.entries().stream()
                .map(entry ->
                        new CallSecret(
                                entry.key().text(),
                                Fields.of(entry.value()).string("required").equals("true")))
                .toList();
    }

    private static List<CallOutput> callOutputs(Fields outputs) {
        return outputs.entries().stream()
                .map(entry ->
                        new CallOutput(entry.key().text(), Fields.of(entry.value()).text("value")))
                .toList();
    }

    private static <T extends Enum<T>> T type(String word, T usual) {
        Map<String, T> types = new HashMap<>();
        for (T type : usual.getDeclaringClass().getEnumConstants()) {
            types.put(type.name().toLowerCase(Locale.ROOT), type);
        }
        return types.getOrDefault(word, usual);
    }
}
