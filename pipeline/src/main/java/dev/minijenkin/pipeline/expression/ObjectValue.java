package dev.minijenkin.pipeline.expression;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Named values in the order of their source. Names are found ignoring case, except in the `env`
/// context of systems that tell case apart. Immutable.
public final class ObjectValue implements Value {
    public static final ObjectValue EMPTY = new ObjectValue(Map.of(), true);

    // Objects of up to so many fields are searched one by one, which takes a third of the memory.
    private static final int SMALL = 8;

    private final Map<String, Value> fields;
    private final Map<String, Value> byFoldedName;
    private final boolean ignoresCase;

    private ObjectValue(Map<String, Value> fields, boolean ignoresCase) {
        this.fields = fields;
        this.ignoresCase = ignoresCase;
        byFoldedName = ignoresCase && fields.size() > SMALL ? folded(fields) : Map.of();
    }

    /// Of two names that differ by case only, the later one stays.
    public static ObjectValue ignoringCase(Map<String, ? extends Value> fields) {
        return fields.isEmpty() ? EMPTY : new ObjectValue(withoutTwins(fields), true);
    }

    public static ObjectValue tellingCaseApart(Map<String, ? extends Value> fields) {
        return new ObjectValue(Collections.unmodifiableMap(new LinkedHashMap<>(fields)), false);
    }

    public static ObjectValue ofTexts(Map<String, String> texts) {
        Map<String, Value> values = new LinkedHashMap<>();
        texts.forEach((name, text) -> values.put(name, Value.of(text)));
        return ignoringCase(values);
    }

    private static Map<String, Value> withoutTwins(Map<String, ? extends Value> source) {
        Map<String, String> spellings = new HashMap<>();
        Map<String, Value> kept = new LinkedHashMap<>();
        source.forEach((name, value) -> {
            String twin = spellings.put(OrdinalIgnoreCase.fold(name), name);
            if (twin != null) {
                kept.remove(twin);
            }
            kept.put(name, value);
        });
        return Collections.unmodifiableMap(kept);
    }

    private static Map<String, Value> folded(Map<String, Value> fields) {
        Map<String, Value> folded = new HashMap<>();
        fields.forEach((name, value) -> folded.put(OrdinalIgnoreCase.fold(name), value));
        return folded;
    }

    public Map<String, Value> fields() {
        return fields;
    }

    public Optional<Value> get(String name) {
        Value exact = fields.get(name);
        if (exact != null || !ignoresCase) {
            return Optional.ofNullable(exact);
        }
        if (fields.size() > SMALL) {
            return Optional.ofNullable(byFoldedName.get(OrdinalIgnoreCase.fold(name)));
        }
        return fields.entrySet().stream()
                .filter(field -> OrdinalIgnoreCase.equal(field.getKey(), name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    @Override
    public String kind() {
        return "Object";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ObjectValue that
                && ignoresCase == that.ignoresCase
                && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return Objects.hash(fields, ignoresCase);
    }

    @Override
    public String toString() {
        return fields.toString();
    }
}
