package dev.minijenkin.server.api;

import dev.minijenkin.db.token.LiveToken;

/// Who calls: the token that was shown, and its proof for what is done in its name.
///
/// @param proof never logged
public record Caller(LiveToken token, byte[] proof) {
    @Override
    public String toString() {
        return token.owner() + " by the token " + token.name();
    }
}
