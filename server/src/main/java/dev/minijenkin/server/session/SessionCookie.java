package dev.minijenkin.server.session;

import dev.minijenkin.db.token.AccessToken;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;

/// The cookie that holds the secret of a session. No script reads it, no other site sends it along
/// with a form, and under TLS it is never sent without.
public final class SessionCookie {
    private static final String NAME = "mj_session";

    /// What browsers take of the host itself alone, under TLS.
    private static final String NAME_UNDER_TLS = "__Host-" + NAME;

    private final boolean secure;

    /// @param secure whether people reach this server by TLS
    public SessionCookie(boolean secure) {
        this.secure = secure;
    }

    /// What the browser shows; empty where it shows nothing that could be a session.
    public Optional<AccessToken> read(Context context) {
        return Optional.ofNullable(context.cookie(name(context))).flatMap(AccessToken::parse);
    }

    public void write(Context context, AccessToken secret, Duration length) {
        context.header("Set-Cookie", cookie(context, secret.text(), length.toSeconds()));
    }

    public void forget(Context context) {
        context.header("Set-Cookie", cookie(context, "", 0));
    }

    private String cookie(Context context, String value, long seconds) {
        return name(context)
                + "="
                + value
                + "; Path=/; Max-Age="
                + seconds
                + "; HttpOnly; SameSite=Lax"
                + (isSecure(context) ? "; Secure" : "");
    }

    private String name(Context context) {
        return isSecure(context) ? NAME_UNDER_TLS : NAME;
    }

    private boolean isSecure(Context context) {
        return secure || context.req().isSecure();
    }
}
