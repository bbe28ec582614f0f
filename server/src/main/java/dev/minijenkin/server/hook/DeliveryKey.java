package dev.minijenkin.server.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// What makes two arrivals the same delivery: the sender's id, or the hash of the bytes where it
/// gives none.
final class DeliveryKey {
    private static final int MAXIMUM = 200;

    private DeliveryKey() {}

    /// @param bodyHash SHA-256 of the body
    static String of(HookDialect dialect, Headers headers, byte[] bodyHash) {
        Optional<String> id =
                dialect.keyHeaders().stream()
                        .flatMap(name -> headers.find(name).stream())
                        .filter(value -> !value.isBlank())
                        .findFirst();
        String key = id.orElseGet(() -> "sha256:" + HexFormat.of().formatHex(bodyHash));
        return key.length() <= MAXIMUM ? key : "sha256:" + hash(key.getBytes(UTF_8));
    }

    private static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(sha256(bytes));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
