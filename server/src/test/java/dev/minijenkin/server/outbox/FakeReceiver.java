package dev.minijenkin.server.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.NullMarked;

/// Takes what is sent, each path with a behaviour of its own, and checks what Slack and Discord get
/// by their published rules.
@NullMarked
public final class FakeReceiver implements AutoCloseable {
    /// What was sent.
    public record Received(
            String method, String path, Map<String, String> headers, String body, Reply reply) {
        public String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    /// What is answered.
    public sealed interface Reply {
        record Status(int status, Map<String, String> headers, String body) implements Reply {}

        /// Nothing, until the receiver is closed.
        record Hang() implements Reply {}

        /// The connection ends.
        record Break() implements Reply {}

        static Reply status(int status) {
            return new Status(status, Map.of(), "");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Map<String, Function<Received, Reply>> behaviours = new ConcurrentHashMap<>();

    /// On a free port.
    public FakeReceiver() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        at("/slack", sent -> checked(SlackRules.problems(sent.body()), "ok"));
        at("/discord", sent -> checked(DiscordRules.problems(sent.body()), "{\"id\": \"1\"}"));
    }

    /// Of one of its paths.
    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /// What requests to a path get.
    public FakeReceiver at(String path, Function<Received, Reply> behaviour) {
        behaviours.put(path, behaviour);
        return this;
    }

    /// In the order in which they came.
    public List<Received> received() {
        return List.copyOf(received);
    }

    /// The same, of one path.
    public List<Received> received(String path) {
        return received.stream().filter(one -> one.path().equals(path)).toList();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }

    private static Reply checked(List<String> problems, String good) {
        return problems.isEmpty()
                ? new Reply.Status(200, Map.of(), good)
                : new Reply.Status(400, Map.of(), "invalid: " + problems);
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new ConcurrentHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) ->
                        headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        Received sent =
                new Received(exchange.getRequestMethod(), path, headers, body, Reply.status(200));
        Reply reply = behaviours.getOrDefault(path, _ -> Reply.status(200)).apply(sent);
        received.add(new Received(sent.method(), path, headers, body, reply));
        switch (reply) {
            case Reply.Status(int status, Map<String, String> more, String text) -> {
                more.forEach(exchange.getResponseHeaders()::set);
                byte[] bytes = text.getBytes(UTF_8);
                exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
                exchange.close();
            }
            case Reply.Hang() -> hang();
            case Reply.Break() -> exchange.close();
        }
    }

    private static void hang() {
        try {
            Thread.sleep(600_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
