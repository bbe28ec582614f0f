package dev.minijenkin.pipeline.expression;

import dev.minijenkin.pipeline.expression.ExpressionException.Kind;

/// How much text one evaluation may still make, and how much work it may still do: an expression of
/// a few lines can ask for gigabytes. Used by one thread.
final class Budget {
    private static final int MAX_CHARACTERS = 5 * 1024 * 1024;
    private static final int MAX_JSON = 1024 * 1024;
    private static final int MAX_OPERATIONS = 5_000_000;

    private long characters;
    private long operations;
    private long json;

    /// Counts the text and gives it back.
    String spend(String text, int position) {
        spendCharacters(text.length(), position);
        return text;
    }

    void spendCharacters(int count, int position) {
        characters += count;
        if (characters > MAX_CHARACTERS) {
            throw new ExpressionException(
                    Kind.EVALUATION, position, "The maximum allowed memory size was exceeded", ": an expression makes at most 10 MiB of text");
        }
    }

    /// Parsed JSON takes many times the memory of its text.
    void spendJson(int count, int position) {
        json += count;
        if (json > MAX_JSON) {
            throw new ExpressionException(
                    Kind.EVALUATION, position, "fromJSON reads at most 1 Mi characters");
        }
    }

    void spendOperations(long count, int position) {
        operations += count;
        if (operations > MAX_OPERATIONS) {
            throw new ExpressionException(
                    Kind.EVALUATION, position, "The expression asks for too much work");
        }
    }
}
