package dev.minijenkin.server.registration;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.db.Sha256;
import java.util.Arrays;

/// The two padded keys of HMAC-SHA256 (RFC 2104), as bash's `printf %b` takes them: so that a hook
/// needs no more than a program that hashes.
record HookKeys(String inner, String outer) {
    private static final int BLOCK = 64;

    static HookKeys of(String secret) {
        byte[] key = secret.getBytes(UTF_8);
        byte[] padded = Arrays.copyOf(key.length > BLOCK ? Sha256.of(key) : key, BLOCK);
        return new HookKeys(escaped(padded, 0x36), escaped(padded, 0x5c));
    }

    private static String escaped(byte[] key, int pad) {
        StringBuilder text = new StringBuilder(4 * BLOCK);
        for (byte each : key) {
            text.append("\\x%02x".formatted((each & 0xff) ^ pad));
        }
        return text.toString();
    }
}
