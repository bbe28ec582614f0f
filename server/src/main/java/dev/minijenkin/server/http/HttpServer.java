package dev.minijenkin.server.http;

import dev.minijenkin.db.DatabaseUnavailableException;
import dev.minijenkin.db.poll.Outage;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.router.Endpoint;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves the routes that it is given, each request on a virtual thread of its own, and knows none
/// of them. Every error is answered as `{"error": "one sentence"}`, by the REST interface as a
/// problem.
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final String RETRY_SECONDS = "5";
    private static final int LARGEST_HEADERS = 16 << 10;
    private static final int MOST_CONNECTIONS = 4096;

    /// For a whole request, from its first byte to the end of its answer; a little more than what
    /// reads a body allows, so that a slow sender is told.
    private static final Duration DEADLINE = Duration.ofSeconds(35);

    private static final Duration LOOK_AT_CERTIFICATE = Duration.ofSeconds(5);

    private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(3);

    private final Javalin javalin;

    /// Binds and starts.
    ///
    /// @param watch is told of each request
    /// @throws IllegalArgumentException with a sentence for a person where the port cannot be bound
    public HttpServer(Listening listening, List<Routes> routes, Outage outage, RequestWatch watch) {
        this(listening, routes, outage, watch, new Connections(DEADLINE, MOST_CONNECTIONS));
    }

    HttpServer(
            Listening listening,
            List<Routes> routes,
            Outage outage,
            RequestWatch watch,
            Connections connections) {
        TlsFiles files = listening.tls();
        Tls tls = files == null ? null : new Tls(files, LOOK_AT_CERTIFICATE);
        this.javalin =
                Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.concurrency.useVirtualThreads = true;
                    config.http.prefer405over404 = true;
                    config.http.compressionStrategy = CompressionStrategy.NONE;
                    config.jetty.addConnector((server, http) ->
                            connector(
                                    connector(server, http, listening.orAnotherPort(), tls),
                                    listening,
                                    connections,
                                    tls));
                    config.jetty.modifyHttpConfiguration(http -> {
                        http.setRequestHeaderSize(LARGEST_HEADERS);
                        http.setSendServerVersion(false);
                        // What a connection remembers of the headers of its last request takes 50
                        // KiB of it: for a thousand streams, that is more than all else.
                        http.setHeaderCacheSize(0);
                        // Whatever name it is asked by: which it has is the certificate's matter.
                        http.addCustomizer(new SecureRequestCustomizer(false));
                        http.addCustomizer(listening.proxies());
                    });
                    config.jetty.modifyServer(server -> {
                        server.insertHandler(new GracefulHandler());
                        server.setStopTimeout(SHUTDOWN_LIMIT.toMillis());
                    });
                    routes.forEach(kind -> add(config, kind));
                    answerErrors(config, outage);
                    config.requestLogger.http((context, millis) -> tell(watch, context, millis));
                });
        try {
            javalin.start();
        } catch (JavalinBindException e) {
            throw new IllegalArgumentException(
                    "Port "
                            + listening.port()
                            + " of "
                            + listening.bindAddress()
                            + " cannot be used: another program listens there, or it needs more rights",
                    e);
        }
    }

    private static ServerConnector connector(
            org.eclipse.jetty.server.Server server,
            HttpConfiguration http,
            boolean orAnotherPort,
            @Nullable Tls tls) {
        ConnectionFactory[] factories =
                AbstractConnectionFactory.getFactories(
                        tls == null ? null : tls.context(), new HttpConnectionFactory(http));
        return new ServerConnector(server, factories) {
            // Who only looked whether it is free, and bound it later, would sometimes be too late.
            @Override
            protected ServerSocketChannel openAcceptChannel() throws IOException {
                try {
                    return super.openAcceptChannel();
                } catch (IOException e) {
                    if (!orAnotherPort || getPort() == 0) {
                        throw e;
                    }
                    setPort(0);
                    return super.openAcceptChannel();
                }
            }
        };
    }

    private static ServerConnector connector(
            ServerConnector connector,
            Listening listening,
            Connections connections,
            @Nullable Tls tls) {
        connector.setHost(listening.bindAddress());
        connector.setPort(listening.port());
        connector.setIdleTimeout(DEADLINE.toMillis());
        connector.addBean(connections);
        connector.addEventListener(
                new LifeCycle.Listener() {
                    @Override
                    public void lifeCycleStarted(LifeCycle event) {
                        connections.watch(connector.getScheduler());
                        if (tls != null) {
                            tls.watch(connector.getScheduler());
                        }
                    }
                });
        return connector;
    }

    public int port() {
        return javalin.port();
    }

    /// Takes no new request and lets those that came end, for a moment.
    @Override
    public void close() {
        javalin.stop();
    }

    private static void add(JavalinConfig config, Routes kind) {
        for (Route route : kind.routes()) {
            LOG.debug("{}: {} {}", kind.name(), route.method(), route.path());
            config.routes.addHttpHandler(route.method(), route.path(), route.handler());
        }
    }

    /// Streams take as long as their clients like: their times say nothing.
    private static void tell(RequestWatch watch, Context context, float millis) {
        String type = context.res().getContentType();
        if (type == null || !type.startsWith("text/event-stream")) {
            watch.answered(
                    context.method().name(),
                    route(context),
                    context.statusCode(),
                    Duration.ofNanos((long) (millis * 1e6)));
        }
    }

    /// Never what was asked for: strangers would fill the figures.
    private static String route(Context context) {
        Endpoint endpoint = context.endpoints().lastHttpEndpoint();
        return endpoint == null ? "none" : endpoint.path;
    }

    private static void answerErrors(JavalinConfig config, Outage outage) {
        config.routes.exception(
                DatabaseUnavailableException.class,
                (e, context) -> {
                    outage.failed("answer a request", e);
                    context.status(503).header("Retry-After", RETRY_SECONDS);
                    ProblemDetails.writeError(
                            context, 503, "The database is away: try again in a moment");
                });
        config.routes.exception(
                HttpResponseException.class,
                (e, context) -> {
                    String allowed = e.getDetails().get("availableMethods");
                    if (allowed != null) {
                        context.header("Allow", allowed);
                    }
                    ProblemDetails.writeError(
                            context, e.getStatus(), String.valueOf(e.getMessage()));
                });
        config.routes.exception(
                IOException.class,
                (e, context) -> {
                    LOG.debug("{} {} broke off", context.method(), context.path(), e);
                    ProblemDetails.writeError(context, 400, "The body broke off");
                });
        config.routes.exception(
                Exception.class,
                (e, context) -> {
                    LOG.error("{} {} failed", context.method(), context.path(), e);
                    ProblemDetails.writeError(context, 500, "The server failed; its log says why");
                });
    }
}
