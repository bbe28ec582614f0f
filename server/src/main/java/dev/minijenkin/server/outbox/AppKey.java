package dev.minijenkin.server.outbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who an app of GitHub is, and its private key: it shows that it has the key by a token that is
/// good for some minutes (a JSON Web Token, RS256). By the JDK alone: it is three lines of text and
/// one signature.
///
/// @param app its id, or its client id
public record AppKey(String app, PrivateKey key) {
    private static final Pattern APP = Pattern.compile("[A-Za-z0-9.]{1,40}");
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (RSA )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END ");

    /// GitHub takes at most ten minutes, by its own clock.
    private static final Duration GOOD_FOR = Duration.ofMinutes(8);

    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    /// Of ASN.1: version 0, and rsaEncryption without parameters.
    private static final byte[] RSA = {
        2, 1, 0, 48, 13, 6, 9, 42, (byte) 0x86, 72, (byte) 0x86, (byte) 0xF7, 13, 1, 1, 1, 5, 0
    };

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 4;

    /// How the secret of a target holds both.
    ///
    /// @param pem the file that GitHub gives out: PKCS #1 or PKCS #8
    /// @throws IllegalArgumentException with a sentence for a person
    public static String secret(String app, String pem) {
        String secret = app.strip() + "\n" + pem.strip() + "\n";
        of(secret);
        return secret;
    }

    /// @throws IllegalArgumentException with a sentence for a person, which tells nothing of it
    static AppKey of(String secret) {
        int end = Math.max(0, secret.indexOf('\n'));
        String app = secret.substring(0, end);
        Matcher pem = PEM.matcher(secret);
        if (!APP.matcher(app).matches()) {
            throw new IllegalArgumentException(
                    "The id of an app is a number, or letters and digits");
        }
        if (!pem.find()) {
            throw new IllegalArgumentException(
                    "The private key of an app is the .pem file that GitHub gives out for it");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(pem.group(2));
            PrivateKey key =
                    KeyFactory.getInstance("RSA")
                            .generatePrivate(
                                    new PKCS8EncodedKeySpec(
                                            pem.group(1) == null ? der : pkcs8(der)));
            return new AppKey(app, key);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("The private key of the app cannot be read", e);
        }
    }

    /// What it shows at this time.
    String token(Instant now) {
        String claims =
                "{\"iat\":%d,\"exp\":%d,\"iss\":\"%s\"}"
                        .formatted(
                                now.minus(CLOCKS_DIFFER).getEpochSecond(),
                                now.plus(GOOD_FOR).getEpochSecond(),
                                app);
        String signed = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + base64(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(US_ASCII));
            return signed
                    + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK signs by RSA", e);
        }
    }

    private static String base64(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
    }

    /// A key that says of itself what it is, as the JDK wants it.
    private static byte[] pkcs8(byte[] pkcs1) {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        inner.writeBytes(RSA);
        inner.writeBytes(element(OCTET_STRING, pkcs1));
        return element(SEQUENCE, inner.toByteArray());
    }

    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        // A length of two bytes, which is that of every key.
        out.write(0x82);
        out.write(content.length >> 8);
        out.write(content.length);
        out.writeBytes(content);
        return out.toByteArray();
    }

    /// Without the key.
    @Override
    public String toString() {
        return "app " + app;
    }
}
