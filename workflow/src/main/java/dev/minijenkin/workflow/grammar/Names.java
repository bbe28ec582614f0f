package dev.minijenkin.workflow.grammar;

import java.util.Optional;
import java.util.regex.Pattern;

/// Identifiers of jobs and steps.
public final class Names {
    private static final int MAX_LENGTH = 100;
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    private Names() {}

    /// What is wrong with an identifier; empty where nothing is.
    public static Optional<String> fault(String name) {
        if (name.length() >= MAX_LENGTH) {
            return Optional.of(
                    "The identifier '%s…' is too long: it must have less than %d characters"
                            .formatted(name.substring(0, 20), MAX_LENGTH));
        }
        if (!IDENTIFIER.matcher(name).matches()) {
            return Optional.of(
                    "The identifier '%s' is invalid: it must begin with a letter or _ and hold only letters, digits, - and _"
                            .formatted(name));
        }
        if (name.startsWith("__")) {
            return Optional.of(
                    "The identifier '%s' is invalid: names that begin with __ are reserved"
                            .formatted(name));
        }
        return Optional.empty();
    }
}
