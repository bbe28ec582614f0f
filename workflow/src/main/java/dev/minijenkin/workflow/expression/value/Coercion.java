package dev.minijenkin.workflow.expression.value;

import java.util.regex.Pattern;

/// How values turn into truths, numbers and texts, and how they compare.
public final class Coercion {
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?");
    private static final int INT_BITS = 32;

    private Coercion() {}

    static boolean isTruthy(Value value) {
        return switch (value) {
            case NullValue() -> false;
            case BooleanValue(boolean truth) -> truth;
            case NumberValue(double number) -> number != 0 && !Double.isNaN(number);
            case StringValue(String text) -> !text.isEmpty();
            case ArrayValue _, ObjectValue _ -> true;
        };
    }

    public static boolean isPrimitive(Value value) {
        return switch (value) {
            case NullValue _, BooleanValue _, NumberValue _, StringValue _ -> true;
            case ArrayValue _, ObjectValue _ -> false;
        };
    }

    static String toText(Value value) {
        return switch (value) {
            case NullValue() -> "";
            case BooleanValue(boolean truth) -> truth ? "true" : "false";
            case NumberValue(double number) -> NumberText.format(number);
            case StringValue(String text) -> text;
            case ArrayValue _ -> "Array";
            case ObjectValue _ -> "Object";
        };
    }

    static double toNumber(Value value) {
        return switch (value) {
            case NullValue() -> 0;
            case BooleanValue(boolean truth) -> truth ? 1 : 0;
            case NumberValue(double number) -> number;
            case StringValue(String text) -> parseNumber(text);
            case ArrayValue _, ObjectValue _ -> Double.NaN;
        };
    }

    /// Decimal, `0x` and `0o` within 32 bits, `Infinity`; what is no number is NaN.
    public static double parseNumber(String text) {
        String trimmed = Blanks.strip(text);
        if (trimmed.isEmpty()) {
            return 0;
        }
        if (DECIMAL.matcher(trimmed).matches()) {
            return Double.parseDouble(trimmed);
        }
        if (trimmed.startsWith("0x")) {
            return parseDigits(trimmed.substring(2), 4);
        }
        if (trimmed.startsWith("0o")) {
            return parseDigits(trimmed.substring(2), 3);
        }
        return switch (trimmed) {
            case "Infinity", "+Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.NaN;
        };
    }

    /// Digits of 32 bits in two's complement: `0xFFFFFFFF` is -1.
    private static double parseDigits(String digits, int bitsPerDigit) {
        if (digits.isEmpty()) {
            return Double.NaN;
        }
        long bits = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, 1 << bitsPerDigit) : -1;
            if (digit < 0) {
                return Double.NaN;
            }
            bits = bits << bitsPerDigit | digit;
            if (bits >>> INT_BITS != 0) {
                return Double.NaN;
            }
        }
        return (int) bits;
    }

    /// Loose equality: kinds that differ meet as numbers, texts ignore case, objects and arrays are
    /// equal only to themselves.
    @SuppressWarnings("ReferenceEquality")
    public static boolean equal(Value left, Value right) {
        Pair pair = Pair.meeting(left, right);
        return switch (pair.left()) {
            case NullValue _ -> pair.right() instanceof NullValue;
            case BooleanValue(boolean truth) ->
                    pair.right() instanceof BooleanValue(boolean other) && truth == other;
            case NumberValue(double number) ->
                    pair.right() instanceof NumberValue(double other) && number == other;
            case StringValue(String text) ->
                    pair.right() instanceof StringValue(String other)
                            && OrdinalIgnoreCase.equal(text, other);
            case ArrayValue array -> array == pair.right();
            case ObjectValue object -> object == pair.right();
        };
    }

    /// Loose order; false where the two have none.
    public static boolean lessThan(Value left, Value right) {
        Pair pair = Pair.meeting(left, right);
        return switch (pair.left()) {
            case BooleanValue(boolean truth) ->
                    pair.right() instanceof BooleanValue(boolean other) && !truth && other;
            case NumberValue(double number) ->
                    pair.right() instanceof NumberValue(double other) && number < other;
            case StringValue(String text) ->
                    pair.right() instanceof StringValue(String other)
                            && OrdinalIgnoreCase.compare(text, other) < 0;
            case NullValue _, ArrayValue _, ObjectValue _ -> false;
        };
    }

    private record Pair(Value left, Value right) {
        static Pair meeting(Value left, Value right) {
            if (left.getClass() == right.getClass()) {
                return new Pair(left, right);
            }
            if (isTruthOrNull(left)) {
                return meeting(Value.of(toNumber(left)), right);
            }
            if (isTruthOrNull(right)) {
                return meeting(left, Value.of(toNumber(right)));
            }
            if (left instanceof NumberValue && right instanceof StringValue) {
                return new Pair(left, Value.of(toNumber(right)));
            }
            if (left instanceof StringValue && right instanceof NumberValue) {
                return new Pair(Value.of(toNumber(left)), right);
            }
            return new Pair(left, right);
        }

        private static boolean isTruthOrNull(Value value) {
            return value instanceof BooleanValue || value instanceof NullValue;
        }
    }
}
