package dev.minijenkin.workflow.yaml;

import dev.minijenkin.workflow.expression.Template;
import dev.minijenkin.workflow.expression.value.Value;
import java.util.List;

/// A YAML document as a tree with places. Anchors and aliases are already expanded.
public sealed interface Yaml {
    SourcePosition place();

    /// What it is, with an article, for messages.
    String shown();

    record Scalar(SourcePosition place, Value value, boolean quoted) implements Yaml {
        /// Numbers and truths in their canonical spelling: `3.10` is `3.1`.
        public String text() {
            return value.asText();
        }

        @Override
        public String shown() {
            return switch (value.kind()) {
                case "Null" -> "nothing";
                case "Boolean" -> "a boolean";
                case "Number" -> "a number";
                default -> text().isEmpty() ? "an empty text" : "a text";
            };
        }
    }

    record Sequence(SourcePosition place, List<Yaml> items) implements Yaml {
        @Override
        public String shown() {
            return "a list";
        }
    }

    record Mapping(SourcePosition place, List<Entry> entries) implements Yaml {
        @Override
        public String shown() {
            return "a mapping";
        }
    }

    record Entry(Scalar key, Yaml value) {}

    /// Whether an expression stands anywhere in it.
    default boolean hasExpression() {
        return switch (this) {
            case Scalar scalar -> Template.isTemplate(scalar.text());
            case Sequence(_, List<Yaml> items) -> items.stream().anyMatch(Yaml::hasExpression);
            case Mapping(_, List<Entry> entries) ->
                    entries.stream()
                            .anyMatch(entry ->
                                    entry.key().hasExpression() || entry.value().hasExpression());
        };
    }
}
