package dev.minijenkin.pipeline.workflow;

import dev.minijenkin.pipeline.expression.NullValue;
import dev.minijenkin.pipeline.expression.Value;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/// The core schema of YAML 1.2: which plain scalars are null, booleans and numbers.
final class CoreScalars {
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]{1,200}");
    private static final Pattern OCTAL = Pattern.compile("0o[0-7]{1,200}");

    private CoreScalars() {}

    static Value resolve(String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> NullValue.NULL;
            case "true", "True", "TRUE" -> Value.of(true);
            case "false", "False", "FALSE" -> Value.of(false);
            default -> number(text).map(Value::of).orElseGet(() -> Value.of(text));
        };
    }

    static Optional<Double> number(String text) {
        char first = text.isEmpty() ? ' ' : text.charAt(0);
        if ("+-.0123456789".indexOf(first) < 0) {
            return Optional.empty();
        }
        if (DECIMAL.matcher(text).matches()) {
            return Optional.of(Double.parseDouble(text));
        }
        if (HEXADECIMAL.matcher(text).matches()) {
            return Optional.of(new BigInteger(text.substring(2), 16).doubleValue());
        }
        if (OCTAL.matcher(text).matches()) {
            return Optional.of(new BigInteger(text.substring(2), 8).doubleValue());
        }
        return switch (text) {
            case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF" ->
                    Optional.of(Double.POSITIVE_INFINITY);
            case "-.inf", "-.Inf", "-.INF" -> Optional.of(Double.NEGATIVE_INFINITY);
            case ".nan", ".NaN", ".NAN" -> Optional.of(Double.NaN);
            default -> Optional.empty();
        };
    }
}
