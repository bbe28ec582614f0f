package dev.minijenkin.db.token;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A token that is to be.
///
/// @param name letters, digits, `_`, `.` and `-`
/// @param scopes one at least
/// @param days after which it expires, 1 to 366
/// @param repositories names of those that it is limited to; null: it is not limited
public record NewToken(
        String name, Set<TokenScope> scopes, int days, @Nullable List<String> repositories) {
    private static final int MOST_DAYS = 366;

    /// @throws IllegalArgumentException with a sentence for a person
    public NewToken {
        scopes = Set.copyOf(scopes);
        if (!name.matches("[A-Za-z0-9_.-]{1,100}")) {
            throw new IllegalArgumentException(
                    "\"%s\" is no name of a token: letters, digits, _, . and - may stand in it"
                            .formatted(name));
        }
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("A token has one scope at least");
        }
        if (days < 1 || days > MOST_DAYS) {
            throw new IllegalArgumentException(
                    "A token is for 1 to %d days, not %d".formatted(MOST_DAYS, days));
        }
        if (repositories != null && repositories.isEmpty()) {
            throw new IllegalArgumentException("A token limited to no repository is for nothing");
        }
    }
}
