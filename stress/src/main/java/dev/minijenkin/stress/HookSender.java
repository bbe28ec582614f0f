package dev.minijenkin.stress;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Sends the hook of a plain git repository, as its `post-receive` script would. One connection is
/// kept.
final class HookSender implements AutoCloseable {
    /// The status of a hook that is stored.
    static final int TAKEN = 202;

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final URI address;
    private final String repository;
    private final String secret;

    HookSender(URI server, String repository, String secret) {
        this.address = server.resolve("/hooks/" + repository);
        this.repository = repository;
        this.secret = secret;
    }

    /// Announces that the branch `main` points to `commit` now.
    ///
    /// @throws StressException where it is not taken
    void pushed(String before, String commit) throws InterruptedException {
        HttpResponse<String> answer;
        try {
            answer = send(before, commit);
        } catch (IOException e) {
            throw new StressException("The server at " + address + " does not answer", e);
        }
        if (answer.statusCode() != TAKEN) {
            throw new StressException(
                    "The server answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    /// The same, whatever the answer is.
    HttpResponse<String> send(String before, String commit)
            throws IOException, InterruptedException {
        String body =
                """
                {"ref":"refs/heads/main","before":"%s","after":"%s",\
                "repository":{"full_name":"%s"},"pusher":{"name":"stress"}}\
                """
                        .formatted(before, commit, repository);
        HttpRequest request =
                HttpRequest.newBuilder(address)
                        .timeout(Duration.ofSeconds(10))
                        .header("Content-Type", "application/json")
                        .header("X-Mini-Jenkin-Delivery", UUID.randomUUID().toString())
                        .header("X-Mini-Jenkin-Signature", "sha256=" + signature(body))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        client.close();
    }

    private String signature(String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }
}
