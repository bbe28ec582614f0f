package dev.minijenkin.pipeline.expression;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Named values in the order of their source. Names are found ignoring case, except in the `env`
/// context of systems that tell case apart.
public final class ObjectValue implements Value {
    public static final ObjectValue EMPTY = ignoringCase(Map.of());

    private final Map<String, Value> fields;
    private final Map<String, Value> byLookupName;
    private final boolean ignoresCase;

    private ObjectValue(Map<String, ? extends Value> source, boolean ignoresCase) {
        this.ignoresCase = ignoresCase;
        Map<String, Value> kept = new LinkedHashMap<>();
        Map<String, String> spellings = new HashMap<>();
        byLookupName = new HashMap<>();
        source.forEach((name, value) -> {
            String lookupName = ignoresCase ? OrdinalIgnoreCase.fold(name) : name;
            String earlier = spellings.put(lookupName, name);
            if (earlier != null && !earlier.equals(name)) {
                kept.remove(earlier);
            }
            kept.put(name, value);
            byLookupName.put(lookupName, value);
        });
        fields = Collections.unmodifiableMap(kept);
    }

    /// Of two names that differ by case only, the later one stays.
    public static ObjectValue ignoringCase(Map<String, ? extends Value> fields) {
        return new ObjectValue(fields, true);
    }

    public static ObjectValue tellingCaseApart(Map<String, ? extends Value> fields) {
        return new ObjectValue(fields, false);
    }

    public static ObjectValue ofTexts(Map<String, String> texts) {
        Map<String, Value> values = new LinkedHashMap<>();
        texts.forEach((name, text) -> values.put(name, Value.of(text)));
        return ignoringCase(values);
    }

    public Map<String, Value> fields() {
        return fields;
    }

    public Optional<Value> get(String name) {
        return Optional.ofNullable(
                byLookupName.get(ignoresCase ? OrdinalIgnoreCase.fold(name) : name));
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
