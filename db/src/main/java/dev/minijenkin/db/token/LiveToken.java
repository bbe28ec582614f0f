package dev.minijenkin.db.token;

import dev.minijenkin.db.TokenId;
import java.time.Instant;
import java.util.Set;

/// A token that counts, with what its owner may do by it at this moment.
///
/// @param owner database role
/// @param scopes may be empty: the owner has lost what it was for
/// @param session whether it counts as the cookie of a browser alone, and not as a header
public record LiveToken(
        TokenId id,
        String name,
        String owner,
        Set<TokenScope> scopes,
        TokenReach reach,
        Instant expires,
        boolean session) {
    public boolean may(TokenScope scope) {
        return scopes.contains(scope);
    }
}
