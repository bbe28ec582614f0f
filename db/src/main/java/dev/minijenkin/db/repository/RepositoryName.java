package dev.minijenkin.db.repository;

import java.util.regex.Pattern;

/// The names that a repository may have: they stand in addresses.
public final class RepositoryName {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*");
    private static final Pattern DOTS = Pattern.compile("(.*/)?\\.\\.?(/.*)?");
    private static final int LONGEST = 200;

    private RepositoryName() {}

    /// Refuses what is none.
    ///
    /// @throws IllegalArgumentException with a sentence for a person
    public static void check(String name) {
        if (!NAME.matcher(name).matches()
                || DOTS.matcher(name).matches()
                || name.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "\""
                            + name
                            + "\" is no name for a repository: use letters, digits, _ . - and / between them");
        }
    }
}
