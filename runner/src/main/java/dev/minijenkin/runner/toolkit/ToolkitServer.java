package dev.minijenkin.runner.toolkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.minijenkin.runner.cache.CacheStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The services of a runner: they listen on 127.0.0.1 from when the first job asks for them. A
/// token tells one job from another, and ends with it. Thread-safe.
public final class ToolkitServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ToolkitServer.class);
    private static final int BACKLOG = 128;
    private static final int BUFFER = 64 * 1024;
    private static final long MOST_REST = 64L << 20;

    private final CacheStore caches;
    private final InstantSource clock;
    private final RuntimeToken tokens = new RuntimeToken();
    private final Forges forges = new Forges();
    private final Map<String, ToolkitSession> byToken = new ConcurrentHashMap<>();
    private final Map<String, ToolkitSession> byNumber = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("toolkit-services-", 0).factory());

    // Guarded by this.
    private @Nullable HttpServer http;

    public ToolkitServer(CacheStore caches, InstantSource clock) {
        this.caches = caches;
        this.clock = clock;
    }

    /// Lets a job use the services, until that is closed.
    ///
    /// @param githubToken of the job, that is worth the same
    /// @throws IOException if no port can be had
    public ToolkitSession open(ToolkitJob job, String githubToken) throws IOException {
        int port = port();
        String token = tokens.make(job);
        long number = numbers.incrementAndGet();
        ToolkitSession session =
                new ToolkitSession(
                        job,
                        caches,
                        new ToolkitSession.Place(
                                "http://127.0.0.1:" + port,
                                token,
                                forges.accepted(job.forge(), port),
                                number),
                        clock,
                        () -> {
                            byToken.remove(token);
                            byToken.remove(githubToken);
                            byNumber.remove(Long.toString(number));
                        });
        byToken.put(token, session);
        byToken.put(githubToken, session);
        byNumber.put(Long.toString(number), session);
        return session;
    }

    private synchronized int port() throws IOException {
        if (http == null) {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), BACKLOG);
            server.createContext("/", this::handle);
            server.setExecutor(threads);
            server.start();
            http = server;
            LOG.info("Services for actions listen on {}", server.getAddress());
        }
        return http.getAddress().getPort();
    }

    /// This is an edge: whatever goes wrong is answered.
    private void handle(HttpExchange exchange) {
        try (exchange) {
            Reply reply;
            try {
                reply = reply(Call.of(exchange));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                reply = Reply.wrong(503, "unavailable", "The runner ends");
            } catch (IOException | RuntimeException e) {
                LOG.warn("{} {}: {}", exchange.getRequestMethod(), path(exchange), e.toString());
                reply = Reply.wrong(500, "internal", String.valueOf(e.getMessage()));
            }
            readRest(exchange);
            reply.send(exchange);
        } catch (IOException e) {
            LOG.debug("{} went away: {}", path(exchange), e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("{}: {}", path(exchange), e.toString());
        }
    }

    private Reply reply(Call call) throws IOException, InterruptedException {
        Optional<String> forge = forges.real(call);
        if (forge.isPresent()) {
            return Reply.empty(307, Map.of("Location", forge.get()));
        }
        if (call.path().startsWith(BlobBook.PLACE)) {
            ToolkitSession session = byNumber.get(call.path().split("/", 4)[2]);
            return session == null ? Reply.empty(403) : session.blob(call);
        }
        ToolkitSession session = byToken.get(call.token());
        return session == null
                ? Reply.wrong(401, "unauthenticated", "A token of a job that runs is needed")
                : session.answer(call);
    }

    /// Whoever is refused while he still sends would see the end of the connection, and no answer.
    private static void readRest(HttpExchange exchange) throws IOException {
        byte[] buffer = new byte[BUFFER];
        InputStream body = exchange.getRequestBody();
        for (long left = MOST_REST; left > 0; ) {
            int count = body.read(buffer);
            if (count < 0) {
                return;
            }
            left -= count;
        }
        exchange.getResponseHeaders().set("Connection", "close");
    }

    private static String path(HttpExchange exchange) {
        return exchange.getRequestURI().getPath();
    }

    @Override
    public synchronized void close() {
        if (http != null) {
            http.stop(0);
        }
        threads.shutdownNow();
    }
}
