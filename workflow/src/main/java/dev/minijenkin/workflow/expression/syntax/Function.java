package dev.minijenkin.workflow.expression.syntax;

import dev.minijenkin.workflow.expression.value.OrdinalIgnoreCase;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The functions of the language, with how many arguments each takes.
public enum Function {
    CASE("case", 3, 255),
    CONTAINS("contains", 2, 2),
    ENDS_WITH("endsWith", 2, 2),
    FORMAT("format", 1, 255),
    FROM_JSON("fromJSON", 1, 1),
    HASH_FILES("hashFiles", 1, 255),
    JOIN("join", 1, 2),
    STARTS_WITH("startsWith", 2, 2),
    TO_JSON("toJSON", 1, 1),
    ALWAYS("always", 0, 0),
    CANCELLED("cancelled", 0, 0),
    FAILURE("failure", 0, Integer.MAX_VALUE),
    SUCCESS("success", 0, Integer.MAX_VALUE);

    private static final Map<String, Function> BY_NAME =
            Arrays.stream(values())
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    function -> OrdinalIgnoreCase.fold(function.spelling),
                                    function -> function));

    private final String spelling;
    private final int fewest;
    private final int most;

    Function(String spelling, int fewest, int most) {
        this.spelling = spelling;
        this.fewest = fewest;
        this.most = most;
    }

    public String spelling() {
        return spelling;
    }

    public int fewest() {
        return fewest;
    }

    public int most() {
        return most;
    }

    /// Whether it asks how things went so far: an `if` with one of these has no implied
    /// `success()`.
    public boolean isStatus() {
        return switch (this) {
            case ALWAYS, CANCELLED, FAILURE, SUCCESS -> true;
            case CASE,
                    CONTAINS,
                    ENDS_WITH,
                    FORMAT,
                    FROM_JSON,
                    HASH_FILES,
                    JOIN,
                    STARTS_WITH,
                    TO_JSON ->
                    false;
        };
    }

    static Optional<Function> named(String name) {
        return Optional.ofNullable(BY_NAME.get(OrdinalIgnoreCase.fold(name)));
    }
}
