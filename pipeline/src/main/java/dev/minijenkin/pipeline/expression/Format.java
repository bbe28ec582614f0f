package dev.minijenkin.pipeline.expression;

import dev.minijenkin.pipeline.expression.ExpressionException.Kind;
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
            if ((c == '{' || c == '}') && i + 1 < pattern.length() && pattern.charAt(i + 1) == c) {
                result.append(c);
                i += 2;
            } else if (c == '{') {
                int end = pattern.indexOf('}', i);
                int index = end < 0 ? -1 : index(pattern.substring(i + 1, end));
                if (index < 0) {
                    throw invalid();
                }
                append(result, argument(index, arguments));
                i = end + 1;
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

    private static int index(String digits) {
        if (digits.isEmpty() || digits.length() > 3) {
            return -1;
        }
        int index = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            index = index * 10 + (c - '0');
        }
        return index <= LARGEST_INDEX ? index : -1;
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
