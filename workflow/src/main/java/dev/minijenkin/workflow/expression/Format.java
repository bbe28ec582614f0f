package dev.minijenkin.workflow.expression;

import dev.minijenkin.workflow.expression.value.Budget;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.expression.value.ExpressionException.Kind;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// `format`: `{0}` is replaced, `{{` and `}}` stand for themselves. An argument is evaluated when
/// it is used first.
final class Format {
    private static final int LARGEST_INDEX = 255;

    private final String pattern;
    private final @Nullable String[] filled;
    private final Budget budget;
    private final int position;

    Format(String pattern, int count, Budget budget, int position) {
        this.pattern = pattern;
        filled = new @Nullable String[count];
        this.budget = budget;
        this.position = position;
    }

    String fill(IntFunction<String> arguments) {
        StringBuilder result = new StringBuilder();
        int i = 0;
        while (i < pattern.length()) {
            char c = pattern.charAt(i);
            if ((c == '{' || c == '}') && at(i + 1) == c) {
                result.append(c);
                i += 2;
            } else if (c == '{') {
                int end = endOfDigits(i + 1);
                int index = index(i + 1, end);
                append(result, argument(index, arguments));
                i = afterSpecifier(end);
            } else if (c == '}') {
                throw invalid();
            } else {
                result.append(c);
                i++;
            }
        }
        budget.spendCharacters(pattern.length(), position);
        return result.toString();
    }

    private int at(int i) {
        return i < pattern.length() ? pattern.charAt(i) : -1;
    }

    private int endOfDigits(int start) {
        int end = start;
        while (at(end) >= '0' && at(end) <= '9') {
            end++;
        }
        return end;
    }

    /// The number of an argument, with zeros before it or not.
    private int index(int start, int end) {
        int index = 0;
        for (int i = start; i < end; i++) {
            index = Math.min(LARGEST_INDEX + 1, index * 10 + (pattern.charAt(i) - '0'));
        }
        if (start == end || index > LARGEST_INDEX || (at(end) != '}' && at(end) != ':')) {
            throw invalid();
        }
        return index;
    }

    /// Only the empty specifier, a lone colon, means something.
    private int afterSpecifier(int end) {
        if (at(end) == '}') {
            return end + 1;
        }
        if (at(end + 1) == '}' && at(end + 2) != '}') {
            return end + 2;
        }
        throw invalid();
    }

    private void append(StringBuilder result, String text) {
        budget.spendCharacters(text.length(), position);
        result.append(text);
    }

    private String argument(int index, IntFunction<String> arguments) {
        if (index >= filled.length) {
            throw new ExpressionException(
                    Kind.EVALUATION,
                    position,
                    "The following format string references more arguments than were supplied: %s"
                            .formatted(shownPattern()));
        }
        String known = filled[index];
        if (known == null) {
            known = arguments.apply(index);
            filled[index] = known;
        }
        return known;
    }

    private ExpressionException invalid() {
        return new ExpressionException(
                Kind.EVALUATION,
                position,
                "The following format string is invalid: %s".formatted(shownPattern()));
    }

    private String shownPattern() {
        return pattern.length() <= 100 ? pattern : pattern.substring(0, 100) + "…";
    }
}
