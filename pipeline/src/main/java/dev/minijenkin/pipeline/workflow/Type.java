package dev.minijenkin.pipeline.workflow;

import java.util.List;

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
            return String.join(" or ", choices.stream().map(Type::shown).distinct().toList());
        }
    }

    enum Kind {
        TEXT("a text"),
        NONEMPTY("a text"),
        IDENTIFIER("an identifier"),
        BOOLEAN("true or false"),
        NUMBER("a number"),
        CONDITION("a condition"),
        EVENT("the name of an event"),
        NOTHING("nothing");

        private final String shown;

        Kind(String shown) {
            this.shown = shown;
        }
    }
}
