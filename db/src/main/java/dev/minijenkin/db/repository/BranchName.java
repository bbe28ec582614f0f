package dev.minijenkin.db.repository;

import java.util.regex.Pattern;

/// The names that a branch can have in git, by the rules of `git check-ref-format`.
public final class BranchName {
    private static final Pattern REFUSED =
            Pattern.compile(
                    "[\\x00-\\x20\\x7f~^:?*\\[\\\\]|\\.\\.|@\\{|//|^[/-]|/$|\\.$|(^|/)\\.|\\.lock(/|$)");

    private BranchName() {}

    /// Refuses what is none.
    ///
    /// @throws IllegalArgumentException with a sentence for a person
    public static void check(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("The default branch has no name");
        }
        if (REFUSED.matcher(name).find()) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is no name that a branch can have in git");
        }
    }
}
