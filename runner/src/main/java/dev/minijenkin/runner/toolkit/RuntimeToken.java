package dev.minijenkin.runner.toolkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Makes tokens of jobs, `ACTIONS_RUNTIME_TOKEN`: three parts that clients look into for the ids of
/// run and job. Whoever shows one is known by all of it; the signature is there because it belongs
/// to such a token. Thread-safe.
final class RuntimeToken {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final byte[] key = random(32);

    String make(ToolkitJob job) {
        ObjectNode head = Reply.message().put("alg", "HS256").put("typ", "JWT");
        ObjectNode scope = Reply.message().put("Scope", job.scopes().own()).put("Permission", 3);
        ObjectNode claims =
                Reply.message()
                        .put("jti", HexFormat.of().formatHex(random(16)))
                        .put("scp", "Actions.Results:%d:%d".formatted(job.run(), job.number()))
                        .put("ac", "[" + scope + "]");
        String signed = part(head) + "." + part(claims);
        return signed + "." + BASE64.encodeToString(signature(signed));
    }

    /// What nobody can guess, for addresses.
    static String secret() {
        return HexFormat.of().formatHex(random(20));
    }

    private static String part(ObjectNode node) {
        return BASE64.encodeToString(node.toString().getBytes(StandardCharsets.UTF_8));
    }

    private byte[] signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }
}
