package dev.minijenkin.server.hook;

import static dev.minijenkin.testing.HookSender.hmac;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.poll.Outage;
import dev.minijenkin.server.TestServer;
import dev.minijenkin.server.http.HttpServer;
import dev.minijenkin.server.http.Listening;
import dev.minijenkin.server.http.RequestWatch;
import dev.minijenkin.server.http.Route;
import dev.minijenkin.server.http.Routes;
import dev.minijenkin.testing.HookSender;
import dev.minijenkin.testing.RawHttp;
import dev.minijenkin.testing.Rows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// What senders may cost of whom nobody knows yet whether they have the secret.
@TestInstance(Lifecycle.PER_CLASS)
class StrangersTest {
    private static final int BODY = 8_000_000;

    private final List<RawHttp> connections = new ArrayList<>();
    private TestServer database;
    private Path incoming;
    private String secret;
    private final List<HttpServer> servers = new ArrayList<>();
    private final List<HookEndpoint> endpoints = new ArrayList<>();

    @BeforeAll
    void startDatabase(@TempDir Path folder) {
        database = TestServer.start(folder);
        secret =
                database.register("team/app", folder.resolve("nowhere.git").toString())
                        .hookSecret();
        database.stop();
        incoming = folder.resolve("incoming");
    }

    @AfterAll
    void stopDatabase() {
        database.close();
    }

    @BeforeEach
    void forget() {
        database.rows().execute("delete from hook_deliveries");
    }

    @AfterEach
    void stop() throws IOException {
        for (RawHttp each : connections) {
            each.close();
        }
        connections.clear();
        servers.forEach(HttpServer::close);
        servers.clear();
        endpoints.forEach(HookEndpoint::close);
        endpoints.clear();
    }

    @Test
    void aLargeBodyGoesThroughAFileThatNobodyFindsAndArrivesWhole() throws IOException {
        start(limits(256, Duration.ofSeconds(30), 1 << 30, 64 << 20));
        byte[] body = body(5_000_000);

        assertThat(sender().github("team/app", secret, "push", body).statusCode()).isEqualTo(202);
        assertThat(sender().github("team/app", "wrong secret", "push", body).statusCode())
                .isEqualTo(401);
        assertThat(
                        database.rows()
                                .texts(
                                        "select sha256(payload) = sha256(convert_to('%s', 'UTF8')) from hook_deliveries"
                                                .formatted(new String(body, UTF_8))))
                .containsExactly("t");
        try (Stream<Path> left = Files.list(incoming)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void filesHaveABoundForAllTogether() throws IOException {
        start(limits(256, Duration.ofSeconds(30), 3_000_000, 64 << 20));
        holdUntilBusy(1, 2_900_000, "x".repeat(2_000_000));

        connections.getLast().close();
        awaitAccepted(2_500_000);
    }

    @Test
    void ofManyAtOnceTheRestIsAskedToComeAgainAndHealthIsAnswered() throws IOException {
        start(limits(4, Duration.ofSeconds(30), 1 << 30, 64 << 20));
        holdUntilBusy(4, 1000, "{");
        for (int i = 0; i < 20; i++) {
            assertThat(sender().get("/health/live").statusCode()).isEqualTo(200);
        }

        connections.getLast().close();
        awaitAccepted(100);
    }

    @Test
    void aBodyThatComesByteByByteIsEndedAndTold() throws Exception {
        start(limits(1, Duration.ofSeconds(1), 1 << 30, 64 << 20));
        RawHttp slow = connect(100_000);
        Thread dribble =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                for (int i = 0; i < 300; i++) {
                                    slow.send("x");
                                    Thread.sleep(100);
                                }
                            } catch (IOException | InterruptedException _) {
                                // It was told.
                            }
                        });

        assertThat(slow.readUntil("in time")).startsWith("HTTP/1.1 408");
        dribble.interrupt();
        awaitAccepted(100);
    }

    @Test
    void whoIsKnownHasABoundTooAndALargeBodyStillFitsAlone() {
        start(limits(256, Duration.ofSeconds(30), 1 << 30, 1000));

        assertThat(sender().github("team/app", secret, "push", body(500_000)).statusCode())
                .isEqualTo(202);
    }

    /// Of bodies whose signature is right, too, only so much is in memory at a time, however long
    /// the database takes to keep them.
    @Test
    void whoIsKnownIsAskedToComeAgainWhileOthersHoldTheMemory() throws Exception {
        start(limits(256, Duration.ofSeconds(30), 1 << 30, 1_000_000));
        try (Connection holder = database.database().dataSource().getConnection()) {
            holder.setAutoCommit(false);
            holder.createStatement()
                    .execute("lock table hook_deliveries in share row exclusive mode");
            Thread first =
                    Thread.ofVirtual()
                            .start(() ->
                                    sender().github("team/app", secret, "push", body(500_000)));
            database.awaitTexts(
                    "select 1 from pg_locks where relation = 'hook_deliveries'::regclass and not granted");

            awaitBusy();
            holder.rollback();
            first.join();
        }
        awaitAccepted(2_500_000);
    }

    @Test
    void aBudgetIsGivenBackAndNeverOverdrawn() {
        ByteBudget budget = new ByteBudget(100);
        try (ByteBudget.Share second = budget.share()) {
            try (ByteBudget.Share first = budget.share()) {
                assertThat(first.take(60)).isTrue();
                assertThat(second.take(50)).isFalse();
                assertThat(second.take(40)).isTrue();
                assertThat(second.take(1)).isFalse();
            }
            assertThat(second.take(60)).isTrue();
            assertThat(second.take(1_000)).as("it has all").isTrue();
        }
        try (ByteBudget.Share whole = budget.share()) {
            assertThat(whole.take(1_000_000)).isTrue();
            assertThat(budget.share().take(1)).isFalse();
        }
        assertThat(budget.share().take(100)).isTrue();
    }

    @Test
    void whatIsPackedIsNotUnpacked() throws IOException {
        start(limits(256, Duration.ofSeconds(30), 1 << 30, 64 << 20));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            byte[] blanks = " ".repeat(1 << 20).getBytes(UTF_8);
            for (int i = 0; i < 200; i++) {
                out.write(blanks);
            }
            out.write("{}".getBytes(UTF_8));
        }
        byte[] body = packed.toByteArray();
        HttpResponse<String> answer =
                sender().send(
                                "team/app",
                                body,
                                "Content-Encoding",
                                "gzip",
                                "X-GitHub-Event",
                                "push",
                                "X-Hub-Signature-256",
                                "sha256=" + hmac(secret, body));

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    private void start(HookLimits limits) {
        HookEndpoint hooks =
                new HookEndpoint(database.owner(), database.keys(), limits, incoming, () -> {});
        endpoints.add(hooks);
        servers.add(
                new HttpServer(
                        Listening.plain("127.0.0.1", 0, false),
                        List.of(
                                hooks.routes(),
                                Routes.of(
                                        "health",
                                        Route.get(
                                                "/health/live", context -> context.result("ok")))),
                        new Outage("hooks are answered with 503"),
                        RequestWatch.NOBODY));
    }

    private HookSender sender() {
        return new HookSender(servers.getLast().port());
    }

    private static HookLimits limits(int requests, Duration deadline, long inFiles, long verified) {
        return new HookLimits(BODY, requests, deadline, 64 << 10, inFiles, verified);
    }

    private static byte[] body(int size) {
        String start =
                "{\"ref\":\"refs/heads/main\",\"n\":\"" + System.nanoTime() + "\",\"pad\":\"";
        return (start + "x".repeat(Math.max(0, size - start.length() - 2)) + "\"}").getBytes(UTF_8);
    }

    private RawHttp connect(int length) throws IOException {
        RawHttp connection = new RawHttp(servers.getLast().port());
        connections.add(connection);
        connection.head(
                """
                POST /hooks/team/app HTTP/1.1
                Host: localhost
                Content-Length: %d
                """
                        .formatted(length));
        return connection;
    }

    /// Strangers that hold what there is. Where a hook comes before one of them, that one is sent
    /// away, and they begin anew.
    private void holdUntilBusy(int strangers, int length, String begin) throws IOException {
        long end = System.nanoTime() + Rows.PATIENCE.toNanos();
        HttpResponse<String> answer = null;
        while (answer == null || answer.statusCode() != 503) {
            assertThat(System.nanoTime()).as(String.valueOf(answer)).isLessThan(end);
            for (RawHttp held : connections) {
                held.close();
            }
            connections.clear();
            for (int i = 0; i < strangers; i++) {
                connect(length).send(begin);
            }
            answer = send(2_500_000);
        }
        assertBusy(answer);
    }

    private void awaitBusy() {
        assertBusy(awaitStatus(503, 2_500_000));
    }

    private static void assertBusy(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).contains("too much to do");
    }

    private void awaitAccepted(int size) {
        awaitStatus(202, size);
    }

    private HttpResponse<String> awaitStatus(int status, int size) {
        long end = System.nanoTime() + Rows.PATIENCE.toNanos();
        HttpResponse<String> answer = null;
        while (answer == null || answer.statusCode() != status) {
            assertThat(System.nanoTime()).as(String.valueOf(answer)).isLessThan(end);
            answer = send(size);
        }
        return answer;
    }

    /// Null where it was told while it still sent.
    private @Nullable HttpResponse<String> send(int size) {
        try {
            return sender().github("team/app", secret, "push", body(size));
        } catch (UncheckedIOException e) {
            return null;
        }
    }
}
