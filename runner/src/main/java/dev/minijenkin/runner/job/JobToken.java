package dev.minijenkin.runner.job;

import java.security.SecureRandom;
import java.util.HexFormat;

/// The token of a job, `github.token`: nobody can guess it.
final class JobToken {
    private static final SecureRandom RANDOM = new SecureRandom();

    private JobToken() {}

    static String make() {
        byte[] bytes = new byte[20];
        RANDOM.nextBytes(bytes);
        return "mjt_" + HexFormat.of().formatHex(bytes);
    }
}
