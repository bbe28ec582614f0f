package dev.minijenkin.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.poll.Outage;
import dev.minijenkin.testing.RawHttp;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What connections may cost, on real sockets.
class ConnectionsTest {
    private static final String GET = "GET /here HTTP/1.1\nHost: localhost";

    private final List<RawHttp> connections = new ArrayList<>();
    private final List<HttpServer> servers = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        for (RawHttp each : connections) {
            each.close();
        }
        servers.forEach(HttpServer::close);
    }

    @Test
    void aHeadThatComesByteByByteIsEndedHoweverBusyItLooks() throws Exception {
        start(Duration.ofSeconds(1), 100);
        RawHttp slow = connect();

        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 300; i++) {
                                slow.send(i == 0 ? "GET /here HTTP/1.1\r\nX: " : "x");
                                Thread.sleep(100);
                            }
                        })
                .isInstanceOf(IOException.class);
        assertThat(connect().head(GET).readUntil("there")).startsWith("HTTP/1.1 200");
    }

    @Test
    void aBodyThatNeverEndsIsEndedToo() throws Exception {
        start(Duration.ofSeconds(1), 100);
        RawHttp slow = connect();
        slow.head("POST /eats HTTP/1.1\nHost: localhost\nContent-Length: 100000");

        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 300; i++) {
                                slow.send("x");
                                Thread.sleep(100);
                            }
                        })
                .isInstanceOf(IOException.class);
    }

    @Test
    void whoAsksAgainLaterIsServedOnTheSameConnection() throws Exception {
        start(Duration.ofSeconds(1), 100);
        RawHttp kept = connect();
        for (int i = 0; i < 4; i++) {
            assertThat(kept.head(GET).readUntil("there")).startsWith("HTTP/1.1 200");
            Thread.sleep(700);
        }
    }

    @Test
    void whereThereAreTooManyTheNewestIsServed() throws Exception {
        start(Duration.ofSeconds(60), 10);
        for (int i = 0; i < 60; i++) {
            connect().send(i % 2 == 0 ? "" : "GET /here HTTP/1.1\r\nX: ");
            if (i % 10 == 9) {
                assertThat(connect().head(GET).readUntil("there")).startsWith("HTTP/1.1 200");
            }
        }
        assertThatThrownBy(() -> connections.getFirst().readUntil("x"))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("timed out");
    }

    @Test
    void headersWithoutEndAreRefused() throws Exception {
        start(Duration.ofSeconds(60), 10);
        String answer =
                connect()
                        .send("GET /here HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000))
                        .readUntil("\r\n");

        assertThat(answer).startsWith("HTTP/1.1 431");
    }

    private RawHttp connect() throws IOException {
        RawHttp connection = new RawHttp(servers.getLast().port());
        connections.add(connection);
        return connection;
    }

    private void start(Duration deadline, int most) {
        servers.add(
                new HttpServer(
                        Listening.plain("127.0.0.1", 0, false),
                        List.of(
                                Routes.of(
                                        "test",
                                        Route.get("/here", context -> context.result("there")),
                                        Route.post(
                                                "/eats",
                                                context ->
                                                        context.bodyInputStream()
                                                                .transferTo(
                                                                        OutputStream
                                                                                .nullOutputStream())))),
                        new Outage("nothing is answered"),
                        RequestWatch.NOBODY,
                        new Connections(deadline, most)));
    }
}
