package dev.minijenkin.server.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Whether whoever sent a hook knows the repository's secret.
///
/// Takes the same time whatever is wrong, also where the signature is missing.
final class HookSignature {
    private static final String HMAC = "HmacSHA256";

    private final byte[] secret;

    HookSignature(String secret) {
        this.secret = secret.getBytes(UTF_8);
    }

    /// Signs a body as it comes.
    Mac mac() {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret, HMAC));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + HMAC, e);
        }
    }

    /// @param signed what [#mac] made of the body
    boolean matches(HookDialect dialect, Headers headers, byte[] signed) {
        String given = headers.find(dialect.signatureHeader()).orElse("");
        String digits = HexFormat.of().formatHex(signed);
        String expected =
                dialect.carriesToken()
                        ? new String(secret, UTF_8)
                        : dialect.signaturePrefix() + digits;
        // Of equal length, so that the comparison does not tell the length of a token.
        return MessageDigest.isEqual(hmac(expected.getBytes(UTF_8)), hmac(given.getBytes(UTF_8)));
    }

    private byte[] hmac(byte[] bytes) {
        return mac().doFinal(bytes);
    }
}
