package dev.minijenkin.server.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.server.TestServer;
import dev.minijenkin.testing.RawHttp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Bodies that are too large, or that never come to an end.
@TestInstance(Lifecycle.PER_CLASS)
class LargeBodyTest {
    private TestServer server;

    @BeforeAll
    void start(@TempDir Path folder) {
        server = TestServer.start(folder);
        server.register("team/app", folder.resolve("nowhere.git").toString());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void aBodyOverTheLimitIsRefused() throws Exception {
        byte[] body = new byte[(int) TestServer.BODY_LIMIT + 1];

        assertThat(post(HttpRequest.BodyPublishers.ofByteArray(body))).isEqualTo(413);
    }

    @Test
    void aBodyOfUnknownLengthIsRefusedToo() throws Exception {
        byte[] body = new byte[(int) TestServer.BODY_LIMIT + 1];

        assertThat(
                        post(
                                HttpRequest.BodyPublishers.ofInputStream(
                                        () -> new ByteArrayInputStream(body))))
                .isEqualTo(413);
    }

    @Test
    void aBodyOfExactlyTheLimitIsReadAndFailsOnlyByItsSignature() throws Exception {
        byte[] body = new byte[(int) TestServer.BODY_LIMIT];

        assertThat(post(HttpRequest.BodyPublishers.ofByteArray(body))).isEqualTo(401);
    }

    @Test
    void anAnnouncedLengthIsRefusedBeforeTheBodyComes() throws IOException {
        try (RawHttp http = connect()) {
            String answer =
                    http.head(
                                    """
                                    POST /hooks/team/app HTTP/1.1
                                    Host: localhost
                                    Content-Length: 9000000000
                                    """)
                            .readUntil("bytes\"}");

            assertThat(answer).startsWith("HTTP/1.1 413").contains("limit of 100000 bytes");
        }
    }

    @Test
    void whoAsksFirstIsNotToldToSend() throws IOException {
        try (RawHttp http = connect()) {
            String answer =
                    http.head(
                                    """
                                    POST /hooks/team/app HTTP/1.1
                                    Host: localhost
                                    Expect: 100-continue
                                    Content-Length: 200000
                                    """)
                            .readUntil("bytes\"}");

            assertThat(answer).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void anEndlessBodyIsAnsweredAndCutOff() throws IOException {
        try (RawHttp http = connect()) {
            http.head(
                    """
                    POST /hooks/team/app HTTP/1.1
                    Host: localhost
                    Transfer-Encoding: chunked
                    """);
            String chunk = "2000\r\n" + "x".repeat(0x2000) + "\r\n";
            long sent = 0;
            String error = "";
            while (error.isEmpty() && sent < 2000 * TestServer.BODY_LIMIT) {
                try {
                    http.send(chunk);
                    sent += chunk.length();
                } catch (IOException e) {
                    error = String.valueOf(e.getMessage());
                }
            }

            assertThat(error).isNotEmpty();
            assertThat(sent).isGreaterThan(TestServer.BODY_LIMIT);
        }
    }

    @Test
    void aBodyThatBreaksOffHarmsNobody() throws Exception {
        try (RawHttp http = connect()) {
            http.head(
                            """
                            POST /hooks/team/app HTTP/1.1
                            Host: localhost
                            Content-Length: 1000
                            """)
                    .send("{\"half\":");
        }
        try (RawHttp http = connect()) {
            String answer =
                    http.head(
                                    """
                                    POST /hooks/team/app HTTP/1.1
                                    Host: localhost
                                    Connection: close
                                    Transfer-Encoding: chunked
                                    """)
                            .send("zz\r\nnonsense\r\n")
                            .readAll();

            assertThat(answer).startsWith("HTTP/1.1 400");
        }
        assertThat(server.sender().get("/health/live").statusCode()).isEqualTo(200);
    }

    private RawHttp connect() throws IOException {
        return new RawHttp(server.port());
    }

    private int post(HttpRequest.BodyPublisher body) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(server.url() + "/hooks/team/app"))
                            .version(HttpClient.Version.HTTP_1_1)
                            .POST(body)
                            .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
