package dev.minijenkin.workflow.expression.value;

import dev.minijenkin.workflow.expression.value.ExpressionException.Kind;

/// How much text one evaluation may still make, and how much work it may still do: an expression of
/// a few lines can ask for gigabytes. Used by one thread.
public final class Budget {
    private static final int MIB = 1024 * 1024;
    private static final int BYTES_OF_CHARACTER = 2;
    private static final int MIB_OF_FILE = 10;
    private static final int MIB_ALONE = 1;
    private static final int MAX_JSON = 1024 * 1024;
    private static final int MAX_OPERATIONS = 5_000_000;

    private final int mib;
    private long characters;
    private long operations;
    private long json;

    private Budget(int mib) {
        this.mib = mib;
    }

    /// Of the expressions in a text of a file.
    public Budget() {
        this(MIB_OF_FILE);
    }

    /// Of an expression that stands alone.
    public static Budget alone() {
        return new Budget(MIB_ALONE);
    }

    /// Counts the text and gives it back.
    public String spend(String text, int position) {
        spendCharacters(text.length(), position);
        return text;
    }

    public void spendCharacters(int count, int position) {
        characters += count;
        if (characters * BYTES_OF_CHARACTER > (long) mib * MIB) {
            throw new ExpressionException(
                    Kind.EVALUATION,
                    position,
                    "The maximum allowed memory size was exceeded",
                    ": at most %d MiB of text".formatted(mib));
        }
    }

    /// Parsed JSON takes many times the memory of its text.
    public void spendJson(int count, int position) {
        json += count;
        if (json > MAX_JSON) {
            throw new ExpressionException(
                    Kind.EVALUATION, position, "fromJSON reads at most 1 Mi characters");
        }
    }

    public void spendOperations(long count, int position) {
        operations += count;
        if (operations > MAX_OPERATIONS) {
            throw new ExpressionException(
                    Kind.EVALUATION, position, "The expression asks for too much work");
        }
    }
}
