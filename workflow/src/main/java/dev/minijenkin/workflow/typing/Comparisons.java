package dev.minijenkin.workflow.typing;

import dev.minijenkin.workflow.expression.value.BooleanValue;
import dev.minijenkin.workflow.expression.value.StringValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.typing.StaticType.Simple;
import java.util.Optional;

/// Which values a type can never be equal to. Where kinds differ, both sides become numbers: true
/// is 1, false, null and the empty text are 0, and a text that is no number is equal to nothing.
final class Comparisons {
    private Comparisons() {}

    /// Why nothing of the type is equal to a value that is written out; empty where something may
    /// be.
    static Optional<String> fault(StaticType type, Value literal) {
        if (type == Simple.ANY || type == Simple.TEXT) {
            return Optional.empty();
        }
        double number = literal.asNumber();
        return switch (type) {
            case Simple.ANY, Simple.TEXT -> Optional.empty();
            case StaticType.Words words ->
                    literal instanceof StringValue(String text) && !words.has(text)
                            ? Optional.of("it is " + words.shown())
                            : Optional.empty();
            case Simple.NUMBER ->
                    Double.isNaN(number)
                            ? Optional.of("one is a number, the other a text that is none")
                            : Optional.empty();
            case Simple.TRUTH -> {
                if (number == 0 || number == 1) {
                    yield Optional.empty();
                }
                yield Optional.of(
                        isWordOfTruth(literal)
                                ? "one is true or false, the other a text; leave out the quotes"
                                : "one is true or false, the other is not");
            }
            case StaticType.ListOf _, StaticType.Fields _ ->
                    number == 0 || literal instanceof BooleanValue
                            ? Optional.empty()
                            : Optional.of("one is %s".formatted(type.shown()));
        };
    }

    private static boolean isWordOfTruth(Value literal) {
        return literal instanceof StringValue(String text)
                && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"));
    }
}
