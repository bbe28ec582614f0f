package dev.minijenkin.pipeline.workflow;

import dev.minijenkin.pipeline.expression.NullValue;
import dev.minijenkin.pipeline.expression.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads what stands below an event of `on`.
final class TriggerReader {
    private final Problems problems;

    TriggerReader(Problems problems) {
        this.problems = problems;
    }

    Trigger withoutFilter(String event) {
        return switch (event) {
            case "push" ->
                    new Trigger.Push(PatternFilter.NONE, PatternFilter.NONE, PatternFilter.NONE);
            case "workflow_dispatch" -> new Trigger.Dispatch(List.of());
            default -> new Trigger.NotCarriedOut();
        };
    }

    Trigger read(String event, Fields fields) {
        return switch (event) {
            case "push" ->
                    new Trigger.Push(
                            filter(fields, "branches"),
                            filter(fields, "tags"),
                            filter(fields, "paths"));
            case "workflow_dispatch" -> new Trigger.Dispatch(inputs(fields.below("inputs")));
            default -> {
                for (String kind : List.of("branches", "tags", "paths")) {
                    filter(fields, kind);
                }
                yield new Trigger.NotCarriedOut();
            }
        };
    }

    private PatternFilter filter(Fields fields, String kind) {
        String ignoreKind = kind + "-ignore";
        if (fields.has(kind) && fields.has(ignoreKind)) {
            problems.error(
                    fields.placeOf(ignoreKind),
                    "`%s` and `%s` cannot both be used for one event; use `!` in `%s`"
                            .formatted(kind, ignoreKind, kind));
        }
        if (fields.has(kind)) {
            List<GlobPattern> patterns = patterns(fields.texts(kind));
            if (!patterns.isEmpty() && patterns.stream().allMatch(GlobPattern::negative)) {
                problems.error(
                        fields.placeOf(kind),
                        "`%s` has only patterns with `!`, so nothing matches; use `%s`"
                                .formatted(kind, ignoreKind));
            }
            return new PatternFilter(true, false, patterns);
        }
        return fields.has(ignoreKind)
                ? new PatternFilter(true, true, patterns(fields.texts(ignoreKind)))
                : PatternFilter.NONE;
    }

    private List<GlobPattern> patterns(List<Text> texts) {
        List<GlobPattern> patterns = new ArrayList<>();
        for (Text text : texts) {
            try {
                patterns.add(GlobPattern.parse(text.value()));
            } catch (IllegalArgumentException e) {
                problems.error(text.place(), String.valueOf(e.getMessage()));
            }
        }
        return patterns;
    }

    private List<DispatchInput> inputs(Fields inputs) {
        List<DispatchInput> read = new ArrayList<>();
        for (Yaml.Entry entry : inputs.entries()) {
            read.add(input(entry.key(), Fields.of(entry.value())));
        }
        return read;
    }

    private DispatchInput input(Yaml.Scalar name, Fields fields) {
        DispatchInput.Type type = type(fields.string("type"));
        List<String> options = fields.texts("options").stream().map(Text::value).toList();
        Value fallback =
                fields.get("default")
                        .map(node -> node instanceof Yaml.Scalar scalar ? scalar.value() : null)
                        .orElse(NullValue.NULL);
        if (type == DispatchInput.Type.CHOICE && options.isEmpty()) {
            problems.error(
                    name.place(),
                    "The input `%s` is a choice without `options`".formatted(name.text()));
        }
        if (type == DispatchInput.Type.CHOICE
                && fields.has("default")
                && !options.contains(fallback.asText())) {
            problems.error(
                    fields.text("default").place(),
                    "The default of `%s` is none of its options".formatted(name.text()));
        }
        return new DispatchInput(
                name.text(),
                fields.string("description"),
                fields.string("required").equals("true"),
                type,
                fallback,
                options);
    }

    private static DispatchInput.Type type(String word) {
        return switch (word) {
            case "boolean", "number", "choice", "environment" ->
                    DispatchInput.Type.valueOf(word.toUpperCase(Locale.ROOT));
            default -> DispatchInput.Type.STRING;
        };
    }
}
