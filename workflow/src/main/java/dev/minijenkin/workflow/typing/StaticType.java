package dev.minijenkin.workflow.typing;

import dev.minijenkin.workflow.expression.value.ArrayValue;
import dev.minijenkin.workflow.expression.value.BooleanValue;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.NumberValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.OrdinalIgnoreCase;
import dev.minijenkin.workflow.expression.value.StringValue;
import dev.minijenkin.workflow.expression.value.Value;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What is known of a value before it is there. Every value may also be null, which no place of the
/// language tells apart from its absence.
public sealed interface StaticType {
    /// With its article, for messages.
    String shown();

    /// What has no parts.
    enum Simple implements StaticType {
        /// Nothing is known.
        ANY("anything"),
        TEXT("a text"),
        NUMBER("a number"),
        TRUTH("true or false");

        private final String shown;

        Simple(String shown) {
            this.shown = shown;
        }

        @Override
        public String shown() {
            return shown;
        }
    }

    /// One of a few texts.
    record Words(List<String> words) implements StaticType {
        public Words {
            words = List.copyOf(words);
        }

        boolean has(String text) {
            return text.isEmpty()
                    || words.stream().anyMatch(word -> OrdinalIgnoreCase.equal(word, text));
        }

        @Override
        public String shown() {
            return "one of " + String.join(", ", words);
        }
    }

    /// A list.
    ///
    /// @param filtered whether `.*` gave it, so that `.name` asks each of its items
    record ListOf(StaticType item, boolean filtered) implements StaticType {
        @Override
        public String shown() {
            return "a list";
        }
    }

    /// An object.
    ///
    /// @param known by name
    /// @param others what any other field is; empty where it has no others
    record Fields(Map<String, StaticType> known, Optional<StaticType> others)
            implements StaticType {
        public Fields {
            known = Map.copyOf(known);
        }

        Optional<StaticType> field(String name) {
            StaticType exact = known.get(name);
            if (exact != null) {
                return Optional.of(exact);
            }
            return known.entrySet().stream()
                    .filter(entry -> OrdinalIgnoreCase.equal(entry.getKey(), name))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .or(() -> others);
        }

        StaticType anyField() {
            return Stream.concat(known.values().stream(), others.stream())
                    .reduce(StaticType::union)
                    .orElse(Simple.ANY);
        }

        @Override
        public String shown() {
            return "an object";
        }
    }

    /// An object with these fields and no other.
    static StaticType strict(Map<String, StaticType> known) {
        return new Fields(known, Optional.empty());
    }

    /// An object whose fields are all of one type.
    static StaticType each(StaticType others) {
        return new Fields(Map.of(), Optional.of(others));
    }

    static StaticType list(StaticType item) {
        return new ListOf(item, false);
    }

    /// Of a value that is there already.
    static StaticType of(Value value) {
        return switch (value) {
            case NullValue _ -> Simple.ANY;
            case BooleanValue _ -> Simple.TRUTH;
            case NumberValue _ -> Simple.NUMBER;
            case StringValue _ -> Simple.TEXT;
            case ArrayValue array -> list(of(array.items()));
            case ObjectValue object -> {
                Map<String, StaticType> known = new LinkedHashMap<>();
                object.fields().forEach((name, field) -> known.put(name, of(field)));
                yield strict(known);
            }
        };
    }

    private static StaticType of(Collection<Value> values) {
        return values.stream().map(StaticType::of).reduce(StaticType::union).orElse(Simple.ANY);
    }

    /// Whether it can hold nothing but one text, number or truth.
    default boolean isPrimitive() {
        return switch (this) {
            case Simple simple -> simple != Simple.ANY;
            case Words _ -> true;
            case ListOf _, Fields _ -> false;
        };
    }

    default boolean isComposite() {
        return this instanceof ListOf || this instanceof Fields;
    }

    /// What is one or the other.
    static StaticType union(StaticType left, StaticType right) {
        if (left.equals(right)) {
            return left;
        }
        if (isText(left) && isText(right)) {
            return Simple.TEXT;
        }
        if (left instanceof ListOf(StaticType a, boolean filtered)
                && right instanceof ListOf(StaticType b, boolean other)) {
            return new ListOf(union(a, b), filtered && other);
        }
        if (left instanceof Fields a && right instanceof Fields b) {
            Map<String, StaticType> known = new LinkedHashMap<>(a.known());
            b.known().forEach((name, type) -> known.merge(name, type, StaticType::union));
            Optional<StaticType> others =
                    a.others().isEmpty() && b.others().isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    union(
                                            a.others().orElse(Simple.ANY),
                                            b.others().orElse(Simple.ANY)));
            return new Fields(known, others);
        }
        return Simple.ANY;
    }

    private static boolean isText(StaticType type) {
        return type == Simple.TEXT || type instanceof Words;
    }
}
