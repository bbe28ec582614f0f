package dev.minijenkin.server.session;

import dev.minijenkin.db.token.AccessToken;
import io.javalin.http.Context;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Knows forms of this server's own pages from those of others (cross-site request forgery): by
/// what the browser says of where they come from, and by a value that only a page of the session
/// has. It follows from the secret of the session, so that every server knows it.
public final class OwnForms {
    /// The field with the value.
    public static final String FIELD = "form_key";

    private static final String MAC = "HmacSHA256";
    private static final String PURPOSE = "mini-jenkin form";

    private final @Nullable URI publicUrl;

    /// @param publicUrl at which people reach this server; null: not said
    public OwnForms(@Nullable URI publicUrl) {
        this.publicUrl = publicUrl;
    }

    /// What the forms of a session carry.
    public static String key(AccessToken session) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(session.proof(), MAC));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(PURPOSE.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + MAC, e);
        }
    }

    /// Whether a form was sent by a page of this server, within a session.
    public boolean isOwn(Context context, AccessToken session) {
        String shown = context.formParam(FIELD);
        return comesFromHere(context)
                && shown != null
                && MessageDigest.isEqual(
                        shown.getBytes(StandardCharsets.UTF_8),
                        key(session).getBytes(StandardCharsets.UTF_8));
    }

    /// As far as the browser says so; every current one does.
    public boolean comesFromHere(Context context) {
        String site = context.header("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return false;
        }
        String origin = context.header("Origin");
        if (origin == null) {
            return true;
        }
        try {
            URI from = URI.create(origin);
            String authority = String.valueOf(from.getAuthority());
            return authority.equalsIgnoreCase(context.host())
                    || (publicUrl != null && authority.equalsIgnoreCase(publicUrl.getAuthority()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
