package dev.minijenkin.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Sends hooks as git hosts do.
public final class HookSender {
    private final int port;

    public HookSender(int port) {
        this.port = port;
    }

    /// A push as GitHub tells of it; each one is another, as by the time in real ones.
    public static byte[] push(String ref, String before, String after) {
        return """
        {"ref":"%s","before":"%s","after":"%s","repository":{"full_name":"team/app","pushed_at":"%s"},"pusher":{"name":"ana"}}\
        """
                .formatted(ref, before, after, UUID.randomUUID())
                .getBytes(UTF_8);
    }

    public static String hmac(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// As GitHub does, with a new delivery id.
    public HttpResponse<String> github(
            String repository, String secret, String event, byte[] body) {
        return github(repository, secret, event, UUID.randomUUID().toString(), body);
    }

    public HttpResponse<String> github(
            String repository, String secret, String event, String delivery, byte[] body) {
        return send(
                repository,
                body,
                "X-GitHub-Event",
                event,
                "X-GitHub-Delivery",
                delivery,
                "X-Hub-Signature-256",
                "sha256=" + hmac(secret, body));
    }

    /// As Bitbucket does, with a new delivery id.
    public HttpResponse<String> bitbucket(
            String repository, String secret, String event, byte[] body) {
        return bitbucket(repository, secret, event, UUID.randomUUID().toString(), body);
    }

    public HttpResponse<String> bitbucket(
            String repository, String secret, String event, String delivery, byte[] body) {
        return send(
                repository,
                body,
                "X-Event-Key",
                event,
                "X-Request-UUID",
                delivery,
                "X-Hub-Signature",
                "sha256=" + hmac(secret, body));
    }

    public HttpResponse<String> send(String repository, byte[] body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + port + "/hooks/" + repository))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        // A connection of its own each time: the server closes one on which it refused a request
        // unread, and a client that sends the next one at that moment hears nothing.
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
