package dev.minijenkin.workflow.expression.value;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Named values in the order of their source. Names are found ignoring case, except in the `env`
/// context of systems that tell case apart. Immutable.
public final class ObjectValue implements Value {
    public static final ObjectValue EMPTY = new ObjectValue(Map.of(), Map.of(), true);

    // Objects of up to so many fields are searched one by one, which takes a third of the memory.
    private static final int SMALL = 8;

    private final Map<String, Value> fields;
    private final Map<String, Value> byFoldedName;
    private final boolean ignoresCase;

    private ObjectValue(
            Map<String, Value> fields, Map<String, Value> byFoldedName, boolean ignoresCase) {
        this.fields = Collections.unmodifiableMap(fields);
        this.byFoldedName = byFoldedName;
        this.ignoresCase = ignoresCase;
    }

    /// Of names that differ by case only, the first one stays, with the value of the last. Each
    /// call gives an object of its own, which is equal to no other for `==`.
    public static ObjectValue ignoringCase(Map<String, ? extends Value> fields) {
        Builder builder = new Builder();
        fields.forEach(builder::add);
        return builder.build();
    }

    /// Collects the fields of an object. Used by one thread, once.
    static final class Builder {
        private final Map<String, Value> fields = new LinkedHashMap<>();
        private final Map<String, String> names = new HashMap<>();

        void add(String name, Value value) {
            String first = names.putIfAbsent(OrdinalIgnoreCase.fold(name), name);
            fields.put(first == null ? name : first, value);
        }

        ObjectValue build() {
            Map<String, Value> byFoldedName = new HashMap<>();
            if (fields.size() > SMALL) {
                names.forEach((folded, name) ->
                        byFoldedName.put(folded, Objects.requireNonNull(fields.get(name))));
            }
            return new ObjectValue(fields, byFoldedName, true);
        }
    }

    public static ObjectValue tellingCaseApart(Map<String, ? extends Value> fields) {
        return new ObjectValue(new LinkedHashMap<>(fields), Map.of(), false);
    }

    public static ObjectValue ofTexts(Map<String, String> texts) {
        Map<String, Value> values = new LinkedHashMap<>();
        texts.forEach((name, text) -> values.put(name, Value.of(text)));
        return ignoringCase(values);
    }

    /// The same with another field, in the place of one of that name.
    public ObjectValue and(String name, Value value) {
        Map<String, Value> more = new LinkedHashMap<>(fields);
        more.put(name, value);
        return ignoresCase ? ignoringCase(more) : tellingCaseApart(more);
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
