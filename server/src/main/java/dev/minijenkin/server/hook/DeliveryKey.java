package dev.minijenkin.server.hook;

import dev.minijenkin.db.Sha256;
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
        return key.length() <= MAXIMUM ? key : "sha256:" + Sha256.hex(key);
    }
}
