package dev.minijenkin.server.http;

import io.javalin.http.Context;

/// The headers that keep a page to itself: the same for every page that this server has.
public final class PageHeaders {
    /// Nothing but files of this server, and no script but its own; forms go nowhere else.
    public static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private PageHeaders() {}

    public static Context put(Context context) {
        return context.header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "same-origin")
                .header("Cross-Origin-Opener-Policy", "same-origin");
    }
}
