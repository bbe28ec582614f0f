package dev.minijenkin.runner.toolkit;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The addresses that a job got for blobs. Whoever knows one needs no token, for as long as the job
/// lasts. Thread-safe.
final class BlobBook {
    static final String PLACE = "/blobs/";

    private final String base;
    private final Map<String, Blob> blobs = new ConcurrentHashMap<>();

    /// @param base of all addresses: `http://127.0.0.1:port/blobs/number`
    BlobBook(String base) {
        this.base = base;
    }

    /// An address for a blob.
    ///
    /// @param name that people see in it
    String address(Blob blob, String name) {
        String secret = RuntimeToken.secret();
        blobs.put(secret, blob);
        return base
                + "/"
                + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20")
                + "?sig="
                + secret;
    }

    /// What an address stands for.
    Optional<Blob> find(Call call) {
        return Optional.ofNullable(blobs.get(call.parameter("sig")));
    }
}
