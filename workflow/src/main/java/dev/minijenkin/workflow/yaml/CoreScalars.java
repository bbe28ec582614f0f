package dev.minijenkin.workflow.yaml;

import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.Value;
import java.util.Optional;
import java.util.regex.Pattern;

/// The core schema of YAML 1.2: which plain scalars are null, booleans and numbers.
final class CoreScalars {
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");
    private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
    private static final long LARGEST = 0xFFFFFFFFL;

    private CoreScalars() {}

    /// The value; empty for a hexadecimal or octal number of more than 32 bits.
    static Optional<Value> resolve(String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> Optional.of(NullValue.NULL);
            case "true", "True", "TRUE" -> Optional.of(Value.of(true));
            case "false", "False", "FALSE" -> Optional.of(Value.of(false));
            case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF" ->
                    Optional.of(Value.of(Double.POSITIVE_INFINITY));
            case "-.inf", "-.Inf", "-.INF" -> Optional.of(Value.of(Double.NEGATIVE_INFINITY));
            case ".nan", ".NaN", ".NAN" -> Optional.of(Value.of(Double.NaN));
            default -> number(text);
        };
    }

    private static Optional<Value> number(String text) {
        if ("+-.0123456789".indexOf(text.charAt(0)) < 0) {
            return Optional.of(Value.of(text));
        }
        if (DECIMAL.matcher(text).matches()) {
            return Optional.of(Value.of(Double.parseDouble(text)));
        }
        if (HEXADECIMAL.matcher(text).matches()) {
            return whole(text, 16);
        }
        if (OCTAL.matcher(text).matches()) {
            return whole(text, 8);
        }
        return Optional.of(Value.of(text));
    }

    /// 32 bits in two's complement.
    private static Optional<Value> whole(String text, int base) {
        long bits = 0;
        for (int i = 2; i < text.length(); i++) {
            bits = bits * base + Character.digit(text.charAt(i), base);
            if (bits > LARGEST) {
                return Optional.empty();
            }
        }
        return Optional.of(Value.of((int) bits));
    }
}
