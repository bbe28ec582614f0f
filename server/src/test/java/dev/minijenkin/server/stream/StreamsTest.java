package dev.minijenkin.server.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.db.log.LogLine;
import dev.minijenkin.db.token.TokenScope;
import dev.minijenkin.server.api.ApiBench;
import dev.minijenkin.server.api.ApiLimits;
import dev.minijenkin.server.stream.EventReader.Event;
import dev.minijenkin.testing.RawHttp;
import dev.minijenkin.testing.Rows;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Streams on a real port: whole, once, resumed, and with clients that are gone, slow or many.
class StreamsTest {
    private static final ApiLimits QUICK =
            new ApiLimits(
                    1e6,
                    1_000_000,
                    20,
                    1 << 20,
                    64,
                    200,
                    Duration.ofMillis(200),
                    Duration.ofSeconds(2),
                    Duration.ofMillis(100));

    @TempDir private Path folder;
    private ApiBench bench;
    private int printed;

    @BeforeEach
    void start() {
        bench = new ApiBench(folder, QUICK);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void aLogIsFollowedFromItsBeginToItsEnd() throws Exception {
        print("one");
        try (EventReader reader = log(null)) {
            assertThat(EventReader.text(List.of(next(reader)))).isEqualTo("one\n");
            print("two");
            Event second = next(reader);
            assertThat(EventReader.text(List.of(second))).isEqualTo("two\n");
            assertThat(second.data().get("line").asLong()).isEqualTo(2);
            print("three");
            end();
            List<Event> rest = reader.rest();
            assertThat(EventReader.text(rest)).isEqualTo("three\n");
            assertThat(rest.getLast().type()).isEqualTo("end");
        }
    }

    /// Killed again and again, it goes on behind what it has: without a gap and without a double.
    @Test
    void aClientThatIsKilledInMidStreamGoesOnBehindWhatItHas() throws Exception {
        for (int i = 0; i < 100; i++) {
            print("line " + i);
        }
        List<Event> seen = new ArrayList<>();
        String last = null;
        for (int life = 0; life < 7; life++) {
            try (EventReader reader = log(last)) {
                for (int i = 0; i < 9; i++) {
                    Event event = next(reader);
                    seen.add(event);
                    last = event.id();
                }
            }
            print("while it was away " + life);
        }
        end();
        try (EventReader reader = log(last)) {
            seen.addAll(reader.rest());
        }
        assertThat(EventReader.text(seen))
                .isEqualTo(bench.get("/jobs/%d/log".formatted(bench.job().value())).body());
        assertThat(seen.stream().filter(event -> event.type().equals("log")).map(Event::id))
                .doesNotHaveDuplicates()
                .hasSize(107);
        try (EventReader reader = log(seen.getLast().id())) {
            assertThat(reader.rest()).extracting(Event::type).containsExactly("end");
        }
    }

    @Test
    void manyClientsAreOneReader() throws Exception {
        int clients = 40;
        int chunks = 60;
        long before = scans();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> texts = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                texts.add(
                        pool.submit(() -> {
                            try (EventReader reader = log(null)) {
                                return EventReader.text(reader.rest());
                            }
                        }));
            }
            for (int i = 0; i < chunks; i++) {
                print("line " + i);
            }
            end();
            String whole = bench.get("/jobs/%d/log".formatted(bench.job().value())).body();
            assertThat(whole.lines()).hasSize(chunks);
            for (Future<String> text : texts) {
                assertThat(text.get()).isEqualTo(whole);
            }
        }
        assertThat(scans() - before)
                .as("looks at the log by %d clients", clients)
                .isLessThan(4L * chunks);
    }

    @Test
    void whoDoesNotReadIsCutAndKeepsNobody() throws Exception {
        String text = "x".repeat(50_000);
        try (RawHttp slow = new RawHttp(bench.server().port())) {
            slow.head(
                    "GET /api/v1/jobs/%d/log/stream HTTP/1.1\nHost: localhost\nAuthorization: Bearer %s"
                            .formatted(bench.job().value(), bench.admin()));
            for (int i = 0; i < 400; i++) {
                print(text);
            }
            long begun = System.nanoTime();
            end();
            try (EventReader reader = log(null)) {
                assertThat(EventReader.text(reader.rest())).hasSize(400 * 50_001);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .as("nobody waits for it")
                    .isLessThan(Duration.ofSeconds(30));
            await().atMost(Rows.PATIENCE)
                    .until(() -> bench.server().rows().count("log_watchers") == 0);
            // Were its socket still open, this would wait in vain and fail.
            assertThat(whatIsLeft(slow)).doesNotContain("event: end");
        }
    }

    /// What lay in buffers; nothing where the connection was reset.
    private static String whatIsLeft(RawHttp client) throws IOException {
        try {
            return client.readAll();
        } catch (SocketException e) {
            return "";
        }
    }

    @Test
    void aCharacterThatIsCutIsWholeAgain() throws Exception {
        byte[] euro = "a€b".getBytes(StandardCharsets.UTF_8);
        bench.print(0, 1, false, 2, List.of(piece(euro, 0, 2, false)));
        bench.print(1, 1, true, 2, List.of(piece(euro, 2, 3, false)));
        bench.print(2, 1, true, 3, List.of(piece(euro, 3, 5, true)));
        String first;
        try (EventReader reader = log(null)) {
            List<Event> events = List.of(next(reader), next(reader), next(reader));
            first = events.get(1).id();
            assertThat(EventReader.text(events)).isEqualTo("a€b\n");
        }
        try (EventReader reader = log(first)) {
            assertThat(EventReader.text(List.of(next(reader))))
                    .as("of one that comes again")
                    .isEqualTo("€b\n");
        }
    }

    @Test
    void aStreamLivesWhileNothingHappens() throws Exception {
        print("one");
        try (EventReader reader = log(null)) {
            next(reader);
            Thread.sleep(1500);
            print("two");
            next(reader);
            assertThat(reader.heartbeats()).isGreaterThan(2);
        }
    }

    @Test
    void aRunIsToldEachTimeThatItChanges() throws Exception {
        String path = "/runs/%d/stream".formatted(bench.run().id().value());
        String tag;
        try (EventReader reader = new EventReader(bench, path, bench.admin(), null)) {
            Event first = next(reader);
            assertThat(first.data().at("/run/id").asLong()).isEqualTo(bench.run().id().value());
            assertThat(first.data().get("jobs")).hasSize(2);
            bench.server().rows().execute("update pipeline_runs set title = 'Another'");
            Event second = next(reader);
            assertThat(second.data().at("/run/title").asText()).isEqualTo("Another");
            tag = second.id();
        }
        try (EventReader reader = new EventReader(bench, path, bench.admin(), tag)) {
            bench.server()
                    .rows()
                    .execute(
                            "update pipeline_runs set state = 'finished', conclusion = 'success', finished_at = now()");
            List<Event> rest = reader.rest();
            assertThat(rest).extracting(Event::type).containsExactly("run", "end");
            assertThat(rest.getFirst().data().at("/run/conclusion").asText())
                    .as("what it had is not told again")
                    .isEqualTo("success");
        }
    }

    @Test
    void theOverviewIsTold() throws Exception {
        try (EventReader reader = new EventReader(bench, "/overview/stream", bench.admin(), null)) {
            Event first = next(reader);
            assertThat(first.data().at("/figures/queue_depth").asInt()).isEqualTo(1);
            assertThat(first.data().get("runs")).hasSize(1);
        }
    }

    @Test
    void aTokenThatIsRevokedEndsItsStreams() throws Exception {
        String token = bench.token("mj_viewer", TokenScope.READ);
        try (EventReader reader =
                new EventReader(
                        bench, "/jobs/%d/log/stream".formatted(bench.job().value()), token, null)) {
            print("one");
            next(reader);
            bench.server()
                    .rows()
                    .execute(
                            "update tokens set revoked_at = now(), revoked_by = 'x' where created_by = 'api_mj_viewer'");
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void aDatabaseThatIsAwayCutsNoStream() throws Exception {
        print("one");
        try (EventReader reader = log(null)) {
            next(reader);
            bench.server().takeDatabaseAway();
            Thread.sleep(500);
            bench.server().bringDatabaseBack();
            await().atMost(Rows.PATIENCE).ignoreExceptions().untilAsserted(() -> print("two"));
            assertThat(EventReader.text(List.of(next(reader)))).isEqualTo("two\n");
        }
    }

    private static Event next(EventReader reader) throws IOException {
        return Objects.requireNonNull(reader.next());
    }

    private static LogLine piece(byte[] bytes, int from, int to, boolean complete) {
        return new LogLine(Instant.EPOCH, Arrays.copyOfRange(bytes, from, to), complete);
    }

    private EventReader log(@Nullable String last) {
        return new EventReader(
                bench, "/jobs/%d/log/stream".formatted(bench.job().value()), bench.admin(), last);
    }

    private void print(String line) {
        bench.print(printed, printed + 1, false, line);
        printed++;
    }

    private void end() {
        bench.server()
                .rows()
                .execute(
                        """
                        update claims set released_at = now(), outcome = 'finished';
                        update jobs set state = 'finished', conclusion = 'success', finished_at = now()
                        """);
    }

    private long scans() throws InterruptedException {
        Thread.sleep(1200); // Each connection tells what it counted within a second.
        return Long.parseLong(
                bench.server()
                        .rows()
                        .text(
                                "select coalesce(sum(idx_scan), 0) from pg_stat_user_tables where relname like 'job_logs%'"));
    }
}
