package dev.minijenkin.runner.action.call;

import java.security.SecureRandom;
import java.util.HexFormat;

/// The token of a job, `github.token`, where no forge gave it one: nobody can guess it, and it
/// opens the services of the runner alone.
public final class JobToken {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String BEGINNING = "mjt_";

    private JobToken() {}

    public static String make() {
        byte[] bytes = new byte[20];
        RANDOM.nextBytes(bytes);
        return BEGINNING + HexFormat.of().formatHex(bytes);
    }

    /// Whether a text is one, of whatever job: no forge knows it.
    public static boolean isOne(String text) {
        return text.startsWith(BEGINNING);
    }
}
