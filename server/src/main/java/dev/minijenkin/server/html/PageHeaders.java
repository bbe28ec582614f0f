package dev.minijenkin.server.html;

import java.util.Map;

/// The headers that keep a page to itself: the same for every page that this server has.
public final class PageHeaders {
    /// Nothing but files of this server, and no script but its own; forms go nowhere else.
    public static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// Values by names.
    public static final Map<String, String> ALL =
            Map.of(
                    "Content-Security-Policy", POLICY,
                    "X-Content-Type-Options", "nosniff",
                    "Referrer-Policy", "same-origin",
                    "Cross-Origin-Opener-Policy", "same-origin");

    private PageHeaders() {}
}
