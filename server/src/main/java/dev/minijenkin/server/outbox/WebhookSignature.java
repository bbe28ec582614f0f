package dev.minijenkin.server.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs as the specification "Standard Webhooks" has it, so that its libraries check it:
/// HMAC-SHA256 over id, time and body.
public final class WebhookSignature {
    private static final String PREFIX = "whsec_";

    private WebhookSignature() {}

    /// The headers of a signed request.
    ///
    /// @param secret `whsec_` and a key in Base64, or any text
    /// @param id of the message
    /// @param seconds since 1970: receivers refuse what is old
    public static Map<String, String> headers(String secret, String id, long seconds, String body) {
        String signed = id + "." + seconds + "." + body;
        return Map.of(
                "webhook-id",
                id,
                "webhook-timestamp",
                Long.toString(seconds),
                "webhook-signature",
                "v1,"
                        + Base64.getEncoder()
                                .encodeToString(hmac(key(secret), signed.getBytes(UTF_8))));
    }

    private static byte[] key(String secret) {
        return secret.startsWith(PREFIX)
                ? Base64.getDecoder().decode(secret.substring(PREFIX.length()))
                : secret.getBytes(UTF_8);
    }

    private static byte[] hmac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }
}
