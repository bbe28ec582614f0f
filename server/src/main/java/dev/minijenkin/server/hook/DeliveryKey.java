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

    static String of(HookDialect dialect, Headers headers, byte[] body) {
        Optional<String> id =
                dialect.keyHeaders().stream()
                        .flatMap(name -> headers.find(name).stream())
                        .filter(value -> !value.isBlank())
                        .findFirst();
        String key = id.orElseGet(() -> "sha256:" + hash(body));
        return key.length() <= MAXIMUM ? key : "sha256:" + hash(key.getBytes(UTF_8));
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
