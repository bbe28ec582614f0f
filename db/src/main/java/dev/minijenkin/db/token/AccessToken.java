package dev.minijenkin.db.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.minijenkin.db.Sha256;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.zip.CRC32;

/// An access token itself: `mjt_`, 256 random bits and a check sum, so that scanners find one that
/// leaked, and a mistyped one costs no question.
///
/// Never stored and never logged. What is shown to the database is the [#proof]; what the database
/// keeps is the hash of that, which opens nothing.
public final class AccessToken {
    private static final String PREFIX = "mjt_";
    private static final int SECRET_BYTES = 32;
    private static final int SECRET_LETTERS = 43;
    private static final int CHECK_LETTERS = 6;
    private static final String LETTERS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final String text;

    private AccessToken(String text) {
        this.text = text;
    }

    public static AccessToken generate(SecureRandom random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        String letters = letters(new BigInteger(1, secret), SECRET_LETTERS);
        return new AccessToken(PREFIX + letters + check(letters));
    }

    /// Empty where the text cannot be a token.
    public static Optional<AccessToken> parse(String text) {
        if (text.length() != PREFIX.length() + SECRET_LETTERS + CHECK_LETTERS
                || !text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        int end = PREFIX.length() + SECRET_LETTERS;
        return check(text.substring(PREFIX.length(), end)).equals(text.substring(end))
                ? Optional.of(new AccessToken(text))
                : Optional.empty();
    }

    /// What a person or a program is shown once.
    public String text() {
        return text;
    }

    /// What is shown to the database: SHA-256 of the token.
    public byte[] proof() {
        return Sha256.of(text.getBytes(US_ASCII));
    }

    /// What the database keeps: SHA-256 of the proof.
    byte[] hash() {
        return Sha256.of(proof());
    }

    /// Without what makes it worth something.
    @Override
    public String toString() {
        return PREFIX + "…";
    }

    private static String check(String letters) {
        CRC32 sum = new CRC32();
        sum.update(letters.getBytes(US_ASCII));
        return letters(BigInteger.valueOf(sum.getValue()), CHECK_LETTERS);
    }

    private static String letters(BigInteger number, int length) {
        BigInteger base = BigInteger.valueOf(LETTERS.length());
        char[] text = new char[length];
        BigInteger rest = number;
        for (int i = length - 1; i >= 0; i--) {
            BigInteger[] parts = rest.divideAndRemainder(base);
            text[i] = LETTERS.charAt(parts[1].intValue());
            rest = parts[0];
        }
        return new String(text);
    }
}
