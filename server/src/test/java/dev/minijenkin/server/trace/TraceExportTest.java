package dev.minijenkin.server.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.stats.RollUps;
import dev.minijenkin.engine.trace.TraceContext;
import dev.minijenkin.server.api.ApiBench;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// From the rows of a run that ended to what a collector of traces gets.
class TraceExportTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";

    private record Request(String path, String authorization, JsonNode body) {}

    @TempDir private Path folder;
    private final List<Request> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger status = new AtomicInteger(200);
    private final AtomicLong clock = new AtomicLong();
    private ApiBench bench;
    private Database database;
    private HttpServer collector;
    private TraceExport export;

    @BeforeEach
    void start() throws IOException {
        bench = new ApiBench(folder);
        database =
                Database.open(bench.server().database().withMaximumConnections(1), HintSink.NONE);
        collector =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext(
                "/",
                exchange -> {
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    received.add(
                            new Request(
                                    exchange.getRequestURI().getPath(),
                                    exchange.getRequestHeaders().getFirst("Authorization"),
                                    JSON.readTree(new String(body, UTF_8))));
                    exchange.sendResponseHeaders(status.get(), -1);
                    exchange.close();
                });
        collector.start();
        export = export("http://127.0.0.1:" + collector.getAddress().getPort() + "/otlp/");
    }

    @AfterEach
    void stop() {
        collector.stop(0);
        database.close();
        bench.close();
    }

    @Test
    void aRunItsJobsAndItsStepsAreSpansOfOneTrace() {
        look();
        end("00-" + TRACE + "-" + PARENT + "-01");
        look();
        look();

        assertThat(received)
                .as("once")
                .singleElement()
                .satisfies(request -> {
                    assertThat(request.path()).isEqualTo("/otlp/v1/traces");
                    assertThat(request.authorization()).isEqualTo("Bearer a+b");
                });
        JsonNode scope = received.getFirst().body().at("/resourceSpans/0/scopeSpans/0");
        assertThat(
                        received.getFirst()
                                .body()
                                .at("/resourceSpans/0/resource/attributes/0/value/stringValue")
                                .asText())
                .isEqualTo("mini-jenkin");
        List<JsonNode> spans = new ArrayList<>();
        scope.get("spans").forEach(spans::add);
        TraceContext trace =
                TraceContext.ofHeader("00-%s-%s-01".formatted(TRACE, PARENT)).orElseThrow();
        String run = trace.ofRun(bench.run().id(), 1);
        String job = trace.ofJob(bench.job());
        assertThat(spans).extracting(span -> span.get("traceId").asText()).containsOnly(TRACE);
        assertThat(spans)
                .extracting(span -> span.get("spanId").asText())
                .containsExactly(
                        run,
                        job,
                        trace.ofStep(bench.claimed().claim(), 1),
                        trace.ofStep(bench.claimed().claim(), 2));
        assertThat(spans)
                .extracting(span -> span.get("parentSpanId").asText())
                .containsExactly(PARENT, run, job, job);
        assertThat(spans)
                .extracting(span -> span.get("name").asText())
                .containsExactly("RUN ci", "build", "Check out", "Run tests");
        assertThat(spans).extracting(span -> span.get("kind").asInt()).containsExactly(2, 1, 1, 1);
        assertThat(spans)
                .extracting(span -> span.at("/status/code").asInt())
                .containsExactly(2, 2, 0, 2);
        assertThat(spans.get(1).at("/status/message").asText()).isEqualTo("exit_code");
        assertThat(spans.get(3).at("/status/message").asText()).isEqualTo("exit code 3");
        assertThat(millis(spans.get(1))).as("job").isEqualTo(30_000);
        assertThat(millis(spans.get(2))).as("step").isEqualTo(10_000);
        assertThat(millis(spans.get(3))).as("its runner was lost in it").isEqualTo(20_000);
        assertThat(attributes(spans.get(0)))
                .containsEntry("cicd.pipeline.run.id", "" + bench.run().id().value())
                .containsEntry("cicd.pipeline.result", "failure")
                .containsEntry("vcs.repository.name", "shop/web")
                .containsEntry("mini_jenkin.run.attempt", "1")
                .containsEntry(
                        "cicd.pipeline.run.url.full",
                        "https://ci.example/runs/" + bench.run().id().value());
        assertThat(attributes(spans.get(1))).containsEntry("cicd.worker.name", "oak");
    }

    /// It is tried again, ever more seldom, and nothing is lost.
    @Test
    void aCollectorThatIsAwayCostsALineOfTheLog() {
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        var logger = (ch.qos.logback.classic.Logger) LoggerFactory.getLogger(TraceExport.class);
        logger.addAppender(said);
        logger.setLevel(Level.INFO);
        try {
            look();
            end(TRACE);
            status.set(503);
            look();
            look();
            assertThat(received).as("it rests").hasSize(1);
            for (int i = 0; i < 5; i++) {
                clock.addAndGet(Duration.ofMinutes(6).toNanos());
                due();
                look();
            }
            assertThat(received).hasSize(6);
            status.set(200);
            clock.addAndGet(Duration.ofMinutes(6).toNanos());
            due();
            look();
            assertThat(received).hasSize(7);
            assertThat(bench.server().rows().count("unexported_runs")).isZero();
            assertThat(said.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .satisfiesExactly(
                            away ->
                                    assertThat(away)
                                            .contains("it answers 503")
                                            .doesNotContain("a+b"),
                            back -> assertThat(back).contains("again"));
        } finally {
            logger.detachAppender(said);
            logger.setLevel(null);
        }
    }

    @Test
    void nobodyListeningIsNoMoreThanThat() {
        collector.stop(0);
        look();
        end(TRACE);
        look();
        assertThat(bench.server().rows().count("unexported_runs")).isEqualTo(1);
    }

    @Test
    void whatIsNotSampledOrOldOrNotWantedIsNotSent() {
        end(TRACE);
        look();
        assertThat(received).as("it ended before anybody wanted it").isEmpty();
        bench.server()
                .rows()
                .execute(
                        "insert into unexported_runs (run_id, attempt, conclusion, finished_at) select id, 1, 'success', now() - interval '2 days' from pipeline_runs");
        look();
        assertThat(received).as("too old").isEmpty();
        bench.server()
                .rows()
                .execute(
                        "insert into unexported_runs (run_id, attempt, conclusion, finished_at) select id, 1, 'success', now() from pipeline_runs; update run_sources set contexts = '{\"trace\": \"00-%s-%s-00\"}'"
                                .formatted(TRACE, PARENT));
        look();
        assertThat(received).as("not sampled").isEmpty();
        assertThat(bench.server().rows().count("unexported_runs")).isZero();
    }

    @Test
    void whatACollectorRefusesForGoodIsLeftOut() {
        look();
        end(TRACE);
        status.set(400);
        look();
        look();
        assertThat(received).hasSize(1);
        assertThat(bench.server().rows().count("unexported_runs")).isZero();
    }

    @Test
    void anAddressThatCannotBeIsSaidSo() {
        assertThatThrownBy(() -> TraceCollector.of(URI.create("localhost:4317"), ""))
                .hasMessageContaining("http://127.0.0.1:4318");
        assertThatThrownBy(() -> TraceCollector.of(URI.create("http://c"), "secret"))
                .hasMessageContaining("name=value");
        assertThatThrownBy(() -> TraceCollector.of(URI.create("http://c"), "Host=x"))
                .hasMessageContaining("\"Host\"");
        assertThat(TraceCollector.of(URI.create("http://c:1/"), "a=1, b=x%20y").headers())
                .containsExactlyInAnyOrderEntriesOf(Map.of("a", "1", "b", "x y"));
    }

    private TraceExport export(String endpoint) {
        return new TraceExport(
                TraceCollector.of(URI.create(endpoint), "Authorization=Bearer%20a+b"),
                URI.create("https://ci.example/"),
                clock::get);
    }

    private void look() {
        export.perform(database);
    }

    private void due() {
        bench.server().rows().execute("update unexported_runs set due_at = now()");
    }

    /// As a runner and the roll-ups do: the second step has no end.
    private void end(String trace) {
        bench.server()
                .rows()
                .execute(
                        """
                        update run_sources set contexts = '{"trace": "%4$s"}';
                        insert into steps (claim_id, number, job_id, name, state, conclusion, exit_code, started_at, finished_at)
                        values (%1$d, 1, %2$d, 'Check out', 'finished', 'success', 0, now() - interval '40 s', now() - interval '30 s'),
                        (%1$d, 2, %2$d, 'Run tests', 'finished', 'failure', 3, now() - interval '30 s', null),
                        (%1$d, 3, %2$d, 'Upload', 'pending', null, null, null, null);
                        delete from queue;
                        update jobs set state = 'finished', conclusion = 'failure', cause = 'exit_code',
                            started_at = now() - interval '40 s', finished_at = now() - interval '10 s' where id = %2$d;
                        update jobs set state = 'finished', conclusion = 'skipped', cause = 'dependency', finished_at = now()
                        where run_id = %3$d and id <> %2$d;
                        update pipeline_runs set state = 'finished', conclusion = 'failure', cause = 'exit_code',
                            started_at = now() - interval '40 s', finished_at = now() where id = %3$d
                        """
                                .formatted(
                                        bench.claimed().claim().value(),
                                        bench.job().value(),
                                        bench.run().id().value(),
                                        trace));
        bench.server().owner().transaction(RollUps::add);
    }

    private static long millis(JsonNode span) {
        return (span.get("endTimeUnixNano").asLong() - span.get("startTimeUnixNano").asLong())
                / 1_000_000;
    }

    private static Map<String, String> attributes(JsonNode span) {
        Map<String, String> attributes = new HashMap<>();
        span.get("attributes")
                .forEach(one ->
                        attributes.put(
                                one.get("key").asText(),
                                one.at("/value/stringValue").asText()
                                        + one.at("/value/intValue").asText()));
        return attributes;
    }
}
