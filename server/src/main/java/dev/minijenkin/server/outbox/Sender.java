package dev.minijenkin.server.outbox;

import dev.minijenkin.server.outbox.ReachableAddress.UnreachableException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/// Sends requests, each within a time that is limited from its first lookup to the last byte of its
/// answer. Follows no redirection: what is sent is for the address that an administrator entered.
/// Thread-safe.
public final class Sender implements AutoCloseable {
    private static final int FOR_PEOPLE = 2048;
    private static final int FOR_PROGRAMS = 1 << 20;

    private final HttpClient client;
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("outbox-http-", 0).factory());
    private final Duration connect;
    private final Duration answer;

    /// @param connect how long it may take until a connection is there
    /// @param answer how long all of it may take
    public Sender(Duration connect, Duration answer) {
        this.connect = connect;
        this.answer = answer;
        this.client =
                HttpClient.newBuilder()
                        .connectTimeout(connect)
                        .followRedirects(Redirect.NEVER)
                        .version(Version.HTTP_1_1)
                        .executor(threads)
                        .build();
    }

    /// Waits for the answer, of whose body there is as much as people read.
    public Response send(OutgoingRequest request) throws InterruptedException {
        return send(request, FOR_PEOPLE);
    }

    /// The same, with as much of its body as a program reads.
    Response sendForMore(OutgoingRequest request) throws InterruptedException {
        return send(request, FOR_PROGRAMS);
    }

    private Response send(OutgoingRequest request, int most) throws InterruptedException {
        long start = System.nanoTime();
        String host = String.valueOf(request.address().getHost());
        // Apart, because a lookup of a name cannot be broken off.
        CompletableFuture<HttpRequest> checked =
                CompletableFuture.supplyAsync(() -> checked(request), threads);
        CompletableFuture<?> waitedFor = checked;
        try {
            HttpRequest sent = checked.get(left(start), TimeUnit.NANOSECONDS);
            CompletableFuture<HttpResponse<String>> answer =
                    client.sendAsync(sent, _ -> new Excerpt(most));
            waitedFor = answer;
            HttpResponse<String> response = answer.get(left(start), TimeUnit.NANOSECONDS);
            return new Response.Http(
                    since(start),
                    response.statusCode(),
                    RetryAfter.of(response.headers()),
                    response.body());
        } catch (TimeoutException _) {
            waitedFor.cancel(true);
            return new Response.None(since(start), silence(host));
        } catch (ExecutionException e) {
            return new Response.None(since(start), sentence(host, e));
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }

    private HttpRequest checked(OutgoingRequest request) {
        URI address = request.address();
        try {
            ReachableAddress.check(address);
        } catch (UnreachableException e) {
            throw new NotSent(String.valueOf(e.getMessage()));
        }
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(address).timeout(answer).header("User-Agent", "Mini-Jenkin");
        if (request.body().isEmpty()) {
            builder.method(request.method(), BodyPublishers.noBody());
        } else {
            builder.header("Content-Type", "application/json; charset=utf-8")
                    .method(request.method(), BodyPublishers.ofString(request.body()));
        }
        request.headers().forEach(builder::header);
        return builder.build();
    }

    private long left(long start) {
        return start + answer.toNanos() - System.nanoTime();
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private String silence(String host) {
        return "%s did not answer within %s".formatted(host, Wording.duration(answer));
    }

    private String sentence(String host, Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case NotSent e -> {
                    return String.valueOf(e.getMessage());
                }
                case UnresolvedAddressException _ -> {
                    return "The host %s is not known".formatted(host);
                }
                case HttpConnectTimeoutException _ -> {
                    return "%s cannot be reached within %s"
                            .formatted(host, Wording.duration(connect));
                }
                case HttpTimeoutException _ -> {
                    return silence(host);
                }
                case SSLException e -> {
                    return "No secure connection to %s: %s".formatted(host, e.getMessage());
                }
                case ConnectException _ -> {
                    return "%s refuses connections".formatted(host);
                }
                case IOException e -> {
                    return "The connection to %s broke: %s".formatted(host, e.getMessage());
                }
                default -> {
                    // What it wraps says more.
                }
            }
        }
        return "Nothing could be sent to %s: %s".formatted(host, thrown.getMessage());
    }

    private static final class NotSent extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotSent(String sentence) {
            super(sentence);
        }
    }
}
