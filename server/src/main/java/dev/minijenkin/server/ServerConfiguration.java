package dev.minijenkin.server;

import dev.minijenkin.db.seal.KeyRing;
import dev.minijenkin.server.api.ApiLimits;
import dev.minijenkin.server.http.Listening;
import dev.minijenkin.server.http.TlsFiles;
import dev.minijenkin.server.http.TrustedProxies;
import dev.minijenkin.server.outbox.OutboxConfiguration;
import dev.minijenkin.server.scale.ScaleConfiguration;
import dev.minijenkin.server.trace.TraceCollector;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How a server is run.
///
/// @param bindAddress host name or address to listen on
/// @param port 0: any free one
/// @param orAnotherPort whether any free one will do where that is taken
/// @param dataFolder for the mirrors of the repositories; made where it is missing
/// @param bodyLimit largest hook body in bytes
/// @param keys open what is sealed to the server
/// @param outbox how messages are sent
/// @param api what callers of the REST interface may cost
/// @param publicBadges whether everybody may see how branches stand
/// @param tls its certificate; null: it speaks HTTP in clear
/// @param proxies whom it believes for whom they speak
/// @param traces to whom it sends spans of runs that ended; null: to nobody
/// @param scale whom it tells what build hosts the queue needs; null: nobody
public record ServerConfiguration(
        String bindAddress,
        int port,
        boolean orAnotherPort,
        Path dataFolder,
        long bodyLimit,
        KeyRing keys,
        OutboxConfiguration outbox,
        ApiLimits api,
        boolean publicBadges,
        @Nullable TlsFiles tls,
        TrustedProxies proxies,
        @Nullable TraceCollector traces,
        @Nullable ScaleConfiguration scale) {
    public static final String USUAL_BIND_ADDRESS = "127.0.0.1";
    public static final int USUAL_PORT = 8080;

    /// What GitHub sends at most.
    public static final long USUAL_BODY_LIMIT = 25L * 1024 * 1024;

    private static final long LARGEST_BODY_LIMIT = 1L << 30;

    /// @throws IllegalArgumentException with a sentence for a person
    public ServerConfiguration {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("The port must be between 0 and 65535, not " + port);
        }
        if (bodyLimit < 1024 || bodyLimit > LARGEST_BODY_LIMIT) {
            throw new IllegalArgumentException(
                    "The limit of a hook body must be between 1024 bytes and 1 GiB, not "
                            + bodyLimit);
        }
        if (bindAddress.isBlank()) {
            throw new IllegalArgumentException(
                    "The bind address is empty: write 127.0.0.1 for this machine alone, or 0.0.0.0 for all its networks");
        }
        try {
            InetAddress.getByName(bindAddress);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "The bind address \"" + bindAddress + "\" is not known on this machine", e);
        }
        dataFolder = dataFolder.toAbsolutePath().normalize();
    }

    /// With the usual limits on callers.
    public ServerConfiguration(
            String bindAddress,
            int port,
            boolean orAnotherPort,
            Path dataFolder,
            long bodyLimit,
            KeyRing keys,
            OutboxConfiguration outbox) {
        this(
                bindAddress,
                port,
                orAnotherPort,
                dataFolder,
                bodyLimit,
                keys,
                outbox,
                ApiLimits.USUAL,
                false,
                null,
                TrustedProxies.NONE,
                null,
                null);
    }

    /// With the usual way of sending messages, too.
    public ServerConfiguration(
            String bindAddress,
            int port,
            boolean orAnotherPort,
            Path dataFolder,
            long bodyLimit,
            KeyRing keys) {
        this(
                bindAddress,
                port,
                orAnotherPort,
                dataFolder,
                bodyLimit,
                keys,
                OutboxConfiguration.USUAL);
    }

    /// On 127.0.0.1, with the usual limit.
    public static ServerConfiguration of(int port, Path dataFolder, KeyRing keys) {
        return new ServerConfiguration(
                USUAL_BIND_ADDRESS, port, false, dataFolder, USUAL_BODY_LIMIT, keys);
    }

    /// The same on the usual port, or on any that is free where that one is taken.
    public static ServerConfiguration anywhere(Path dataFolder, KeyRing keys) {
        return new ServerConfiguration(
                USUAL_BIND_ADDRESS, USUAL_PORT, true, dataFolder, USUAL_BODY_LIMIT, keys);
    }

    /// The same that tells somebody what build hosts the queue needs.
    public ServerConfiguration with(ScaleConfiguration other) {
        return new ServerConfiguration(
                bindAddress,
                port,
                orAnotherPort,
                dataFolder,
                bodyLimit,
                keys,
                outbox,
                api,
                publicBadges,
                tls,
                proxies,
                traces,
                other);
    }

    Listening listening() {
        return new Listening(bindAddress, port, orAnotherPort, tls, proxies);
    }

    /// Of its own port.
    String scheme() {
        return tls == null ? "http" : "https";
    }

    /// Whether people reach it by TLS alone.
    boolean isReachedByTls() {
        URI pages = outbox.pages();
        return tls != null || (pages != null && "https".equalsIgnoreCase(pages.getScheme()));
    }

    /// For bodies of hooks that are still coming.
    Path incoming() {
        return dataFolder.resolve("incoming");
    }

    Path mirrors() {
        return dataFolder.resolve("mirrors");
    }
}
