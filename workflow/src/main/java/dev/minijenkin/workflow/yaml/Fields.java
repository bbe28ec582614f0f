package dev.minijenkin.workflow.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A mapping as the readers of the model ask it. What has the wrong type was reported by the
/// grammar and counts as absent here.
public final class Fields {
    private static final Fields NONE =
            new Fields(new Yaml.Mapping(SourcePosition.START, List.of()));

    private final Yaml.Mapping mapping;

    public Fields(Yaml.Mapping mapping) {
        this.mapping = mapping;
    }

    public static Fields of(Yaml node) {
        return node instanceof Yaml.Mapping mapping ? new Fields(mapping) : NONE;
    }

    SourcePosition place() {
        return mapping.place();
    }

    public List<Yaml.Entry> entries() {
        return mapping.entries();
    }

    public Optional<Yaml> get(String name) {
        // Asked some ten times a step: a stream would take a good part of the time of reading.
        for (Yaml.Entry entry : mapping.entries()) {
            if (entry.key().text().equals(name)) {
                return Optional.of(entry.value());
            }
        }
        return Optional.empty();
    }

    public Optional<Yaml.Scalar> scalar(String name) {
        return get(name).filter(Yaml.Scalar.class::isInstance).map(Yaml.Scalar.class::cast);
    }

    public boolean has(String name) {
        return get(name).isPresent();
    }

    /// Of the key itself.
    public SourcePosition placeOf(String name) {
        return mapping.entries().stream()
                .filter(entry -> entry.key().text().equals(name))
                .map(entry -> entry.key().place())
                .findFirst()
                .orElse(mapping.place());
    }

    public Fields below(String name) {
        return get(name).map(Fields::of).orElse(NONE);
    }

    public Text text(String name) {
        return get(name).flatMap(Fields::text).orElse(Text.NONE);
    }

    public String string(String name) {
        return text(name).value();
    }

    /// One text or a list of them.
    public List<Text> texts(String name) {
        return get(name).map(Fields::texts).orElse(List.of());
    }

    static List<Text> texts(Yaml node) {
        return switch (node) {
            case Yaml.Scalar _ -> text(node).map(List::of).orElse(List.of());
            case Yaml.Sequence(_, List<Yaml> items) -> {
                List<Text> texts = new ArrayList<>();
                items.forEach(item -> text(item).ifPresent(texts::add));
                yield texts;
            }
            case Yaml.Mapping _ -> List.of();
        };
    }

    /// Names and texts in the order of the file.
    public Map<String, String> strings(String name) {
        Map<String, String> strings = new LinkedHashMap<>();
        for (Yaml.Entry entry : below(name).entries()) {
            text(entry.value()).ifPresent(text -> strings.put(entry.key().text(), text.value()));
        }
        return strings;
    }

    /// What stands below each key.
    public Map<String, Yaml> settings() {
        Map<String, Yaml> settings = new LinkedHashMap<>();
        entries().forEach(entry -> settings.putIfAbsent(entry.key().text(), entry.value()));
        return settings;
    }

    public static Optional<Text> text(Yaml node) {
        return node instanceof Yaml.Scalar scalar
                ? Optional.of(new Text(scalar.text(), scalar.place()))
                : Optional.empty();
    }
}
