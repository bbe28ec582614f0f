package dev.minijenkin.server.http;

import org.jspecify.annotations.Nullable;

/// Where and how a server listens.
///
/// @param bindAddress host name or address
/// @param port 0: any free one
/// @param orAnotherPort whether any free one will do where that is taken
/// @param tls null: without TLS
/// @param proxies whom it believes for whom they speak
public record Listening(
        String bindAddress,
        int port,
        boolean orAnotherPort,
        @Nullable TlsFiles tls,
        TrustedProxies proxies) {
    /// Without TLS, and not behind a proxy.
    public static Listening plain(String bindAddress, int port, boolean orAnotherPort) {
        return new Listening(bindAddress, port, orAnotherPort, null, TrustedProxies.NONE);
    }
}
