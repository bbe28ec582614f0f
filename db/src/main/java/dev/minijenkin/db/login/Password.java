package dev.minijenkin.db.login;

import java.security.SecureRandom;
import java.util.Base64;
import org.postgresql.util.PasswordUtil;

/// The password of a login. What reaches the database is what SCRAM-SHA-256 keeps of it, whatever
/// its `password_encryption` says: it stands in no log of statements, and nobody who reads one logs
/// in by it.
public final class Password {
    private static final int LEAST_LETTERS = 8;
    private static final int MOST_LETTERS = 200;
    private static final int RANDOM_BYTES = 24;

    private final String text;

    private Password(String text) {
        this.text = text;
    }

    /// One that nobody guesses: 32 letters, digits, `-` and `_`.
    public static Password generate(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new Password(Base64.getUrlEncoder().encodeToString(bytes));
    }

    /// One that a person thought of.
    ///
    /// @throws IllegalArgumentException with a sentence that does not tell it
    public static Password of(String text) {
        if (text.length() < LEAST_LETTERS || text.length() > MOST_LETTERS) {
            throw new IllegalArgumentException(
                    "A password has %d to %d characters".formatted(LEAST_LETTERS, MOST_LETTERS));
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A password is one line of text");
        }
        return new Password(text);
    }

    /// What a person or a process logs in with.
    public String text() {
        return text;
    }

    /// `SCRAM-SHA-256$…`: another one each time.
    String verifier() {
        return PasswordUtil.encodeScramSha256(text.toCharArray());
    }

    /// Without what makes it worth something.
    @Override
    public String toString() {
        return "password";
    }
}
