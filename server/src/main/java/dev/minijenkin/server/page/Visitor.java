package dev.minijenkin.server.page;

import dev.minijenkin.db.token.AccessToken;
import dev.minijenkin.db.token.TokenReach;
import dev.minijenkin.db.token.TokenScope;
import dev.minijenkin.server.api.Caller;
import dev.minijenkin.server.session.OwnForms;

/// Who is signed in.
///
/// @param secret of the session; never shown
record Visitor(Caller caller, AccessToken secret) {
    String name() {
        return caller.token().owner();
    }

    TokenReach reach() {
        return caller.token().reach();
    }

    boolean mayRead() {
        return caller.token().may(TokenScope.READ);
    }

    boolean maySteer() {
        return caller.token().may(TokenScope.STEER);
    }

    /// What the forms of this session carry.
    String formKey() {
        return OwnForms.key(secret);
    }

    @Override
    public String toString() {
        return name();
    }
}
