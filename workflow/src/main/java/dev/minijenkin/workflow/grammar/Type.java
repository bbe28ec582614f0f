package dev.minijenkin.workflow.grammar;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a value of the grammar may be.
sealed interface Type {
    /// For messages: "a text", "a list of texts".
    String shown();

    record Scalar(Kind kind) implements Type {
        @Override
        public String shown() {
            return kind.shown;
        }
    }

    record Constant(String text) implements Type {
        @Override
        public String shown() {
            return "`" + text + "`";
        }
    }

    /// An activity type of an event.
    record Activity(String event) implements Type {
        @Override
        public String shown() {
            return "an activity type";
        }
    }

    record ListOf(Type item) implements Type {
        @Override
        public String shown() {
            return "a list";
        }
    }

    /// A mapping of the grammar, by name.
    record MappingOf(String name) implements Type {
        @Override
        public String shown() {
            return "a mapping";
        }
    }

    record Anything() implements Type {
        @Override
        public String shown() {
            return "anything";
        }
    }

    record OneOf(List<Type> choices) implements Type {
        @Override
        public String shown() {
            return choices.stream()
                    .filter(choice -> !choice.equals(new Scalar(Kind.EXPRESSION)))
                    .map(Type::shown)
                    .distinct()
                    .collect(Collectors.joining(" or "));
        }
    }

    enum Kind {
        TEXT("a text"),
        NONEMPTY("a text"),
        /// A text that becomes a program.
        SCRIPT("a text"),
        IDENTIFIER("an identifier"),
        BOOLEAN("true or false"),
        NUMBER("a number"),
        CONDITION("a condition"),
        EVENT("the name of an event"),
        /// Instead of a mapping or a list: an expression that gives it.
        EXPRESSION("an expression"),
        NOTHING("nothing");

        private final String shown;

        Kind(String shown) {
            this.shown = shown;
        }
    }

    /// It, or what it is one of.
    default List<Type> choices() {
        return this instanceof OneOf(List<Type> choices) ? choices : List.of(this);
    }

    default boolean has(Kind kind) {
        return choices().contains(new Scalar(kind));
    }

    default <T extends Type> List<T> all(Class<T> kind) {
        return choices().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    default <T extends Type> Optional<T> first(Class<T> kind) {
        return all(kind).stream().findFirst();
    }
}
