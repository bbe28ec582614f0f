package dev.minijenkin.cli.host;

import dev.minijenkin.db.seal.KeyRing;
import dev.minijenkin.instance.Home;
import dev.minijenkin.server.ServerConfiguration;
import dev.minijenkin.server.api.ApiLimits;
import dev.minijenkin.server.http.TlsFiles;
import dev.minijenkin.server.http.TrustedProxies;
import dev.minijenkin.server.outbox.OutboxConfiguration;
import dev.minijenkin.server.scale.ScaleConfiguration;
import dev.minijenkin.server.scale.ScaleReceiver;
import dev.minijenkin.server.scale.ScaleSettings;
import dev.minijenkin.server.trace.TraceCollector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a server listens and keeps its mirrors.
final class ServerOptions {
    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "address to listen on (default: 127.0.0.1)")
    private String bind = ServerConfiguration.USUAL_BIND_ADDRESS;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "port to listen on (default: 8080)")
    private int port = ServerConfiguration.USUAL_PORT;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "folder for the mirrors of repositories (default: in ~/.mini-jenkin)")
    private @Nullable Path data;

    @Option(
            names = "--body-limit",
            paramLabel = "BYTES",
            description = "largest body of a hook (default: 26214400)")
    private long bodyLimit = ServerConfiguration.USUAL_BODY_LIMIT;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description =
                    "address at which people reach this server, for links in messages (default: where it listens)")
    private @Nullable URI publicUrl;

    @Option(
            names = "--message-timeout",
            paramLabel = "SECONDS",
            description = "how long a receiver of messages may take (default: 15)")
    private int messageTimeout = (int) OutboxConfiguration.USUAL.answer().toSeconds();

    @Option(
            names = "--message-longest-pause",
            paramLabel = "SECONDS",
            description =
                    "pause to which those between two attempts at a message double (default: 1800)")
    private int messageLongestPause = (int) OutboxConfiguration.USUAL.longestPause().toSeconds();

    @Option(
            names = "--public-badges",
            description =
                    "show badges to everybody: how the branches of pipelines stand, without a token")
    private boolean publicBadges;

    @Option(
            names = "--tls-certificate",
            paramLabel = "FILE",
            description =
                    "certificate of this server in PEM, with those that signed it; read again when it changes (default: no TLS)")
    private @Nullable Path tlsCertificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "private key of the certificate, PKCS#8 in PEM")
    private @Nullable Path tlsKey;

    @Option(
            names = "--trusted-proxy",
            paramLabel = "ADDRESS",
            split = ",",
            description =
                    "address of a proxy whose X-Forwarded-For and X-Forwarded-Proto are believed; several, with commas (default: none)")
    private List<String> trustedProxies = List.of();

    @Option(
            names = "--otlp-endpoint",
            paramLabel = "URL",
            description =
                    "collector of traces that takes OTLP over HTTP, for the spans of runs that ended (default: OTEL_EXPORTER_OTLP_ENDPOINT, else none)")
    private @Nullable URI otlpEndpoint;

    @Option(
            names = "--otlp-headers",
            paramLabel = "NAME=VALUE",
            description =
                    "headers for that collector, several with commas; better as MINI_JENKIN_OTLP_HEADERS or OTEL_EXPORTER_OTLP_HEADERS")
    private String otlpHeaders = "";

    @Option(
            names = "--scale-command",
            paramLabel = "FILE",
            description =
                    "program that is told on its standard input what build hosts the queue needs, whenever that changes (default: none)")
    private @Nullable Path scaleCommand;

    @Option(
            names = "--scale-url",
            paramLabel = "URL",
            description = "address that is told the same by POST (default: none)")
    private @Nullable URI scaleUrl;

    @Option(
            names = "--scale-secret",
            paramLabel = "SECRET",
            description =
                    "by which what that address gets is signed; better as MINI_JENKIN_SCALE_SECRET (default: it is not signed)")
    private String scaleSecret = "";

    @Option(
            names = "--scale-timeout",
            paramLabel = "SECONDS",
            description = "how long that program or address may take (default: 30)")
    private long scaleTimeout = ScaleSettings.USUAL.answer().toSeconds();

    @Option(
            names = "--scale-pods",
            paramLabel = "FILE",
            description =
                    "pods from which this server makes one of Kubernetes for each job that finds no runner (default: none)")
    private @Nullable Path scalePods;

    @Option(
            names = "--scale-namespace",
            paramLabel = "NAME",
            description = "where these are made (default: where this server runs)")
    private String scaleNamespace = "";

    private @Nullable ScaleConfiguration scale() {
        Path program = scaleCommand;
        URI url = scaleUrl;
        Path pods = scalePods;
        ScaleSettings settings = ScaleSettings.USUAL.with(Duration.ofSeconds(scaleTimeout));
        List<ScaleReceiver> receivers = new ArrayList<>();
        if (program != null) {
            if (!Files.isExecutable(program)) {
                throw new IllegalArgumentException(
                        "%s is no file that can be executed (--scale-command)".formatted(program));
            }
            receivers.add(new ScaleReceiver.Program(program));
        }
        if (url != null) {
            if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
                throw new IllegalArgumentException(
                        "%s is no address of HTTP (--scale-url)".formatted(url));
            }
            receivers.add(new ScaleReceiver.Address(url, scaleSecret));
        }
        if (pods != null) {
            receivers.add(new ScaleReceiver.Pods(scaleNamespace, pods));
            settings = settings.withAgain(ScaleSettings.PODS_AGAIN);
        }
        if (receivers.size() > 1) {
            throw new IllegalArgumentException(
                    "One alone sees to runners: choose --scale-command, --scale-url or --scale-pods");
        }
        return receivers.isEmpty() ? null : new ScaleConfiguration(receivers.getFirst(), settings);
    }

    private @Nullable TraceCollector traces() {
        URI endpoint = otlpEndpoint;
        return endpoint == null ? null : TraceCollector.of(endpoint, otlpHeaders);
    }

    private @Nullable TlsFiles tls() {
        Path certificate = tlsCertificate;
        Path key = tlsKey;
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException(
                    "TLS takes both --tls-certificate and --tls-key, or none of them");
        }
        return certificate == null || key == null ? null : new TlsFiles(certificate, key);
    }

    ServerConfiguration configuration(Home home, KeyRing keys) {
        return new ServerConfiguration(
                bind,
                port,
                false,
                data == null ? home.server() : data,
                bodyLimit,
                keys,
                new OutboxConfiguration(
                        publicUrl,
                        Duration.ofSeconds(messageTimeout),
                        Duration.ofSeconds(messageLongestPause)),
                ApiLimits.USUAL,
                publicBadges,
                tls(),
                TrustedProxies.of(trustedProxies),
                traces(),
                scale());
    }
}
