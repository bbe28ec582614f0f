package dev.minijenkin.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.minijenkin.server.api.ApiBench;
import dev.minijenkin.testing.Rows;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What Prometheus gets, and that dashboard and alerts ask for nothing else.
class MetricsTest {
    private static final Pattern NAME = Pattern.compile("\\b(?:mini_jenkin|jvm)_[a-z_]+\\b");
    private static final Path FOLDER = Path.of("..", "docs", "monitoring");

    @TempDir private Path folder;
    private ApiBench bench;

    @BeforeEach
    void start() {
        bench = new ApiBench(folder);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void theFiguresAreThoseOfTheInstallation() {
        String metrics = scrape();
        assertThat(value(metrics, "mini_jenkin_queue_depth")).isEqualTo("1.0");
        assertThat(value(metrics, "mini_jenkin_workers_slots_busy")).isEqualTo("1.0");
        assertThat(value(metrics, "mini_jenkin_workers_slots_online")).isEqualTo("4.0");
        assertThat(value(metrics, "mini_jenkin_worker_utilisation")).isEqualTo("0.25");
        assertThat(value(metrics, "mini_jenkin_success_rate")).as("none ended").isEqualTo("NaN");
        assertThat(value(metrics, "mini_jenkin_database_up")).isEqualTo("1.0");
        assertThat(Double.parseDouble(value(metrics, "mini_jenkin_pool_most"))).isGreaterThan(1);
    }

    @Test
    void histogramsAreTotalsThatOutliveTheirRows() {
        bench.server()
                .rows()
                .execute(
                        """
                        insert into ended_jobs (ended_at, start_latency_ms, job_id) values (now(), 50, 1), (now(), 700, 2),
                            (now(), 800, 3), (now(), 1e9, 4);
                        insert into ended_runs (pipeline_id, ended_at, conclusion, took_ms, weight)
                        values (1, now(), 'success', 90000, 1), (1, now(), 'success', 90000, -1), (1, now(), 'skipped', null, 1)
                        """);
        await().atMost(Rows.PATIENCE)
                .untilAsserted(() ->
                        assertThat(scrape())
                                .contains(
                                        "mini_jenkin_job_wait_seconds_bucket{le=\"0.1\"} 1",
                                        "mini_jenkin_job_wait_seconds_bucket{le=\"1.0\"} 3",
                                        "mini_jenkin_job_wait_seconds_bucket{le=\"10800.0\"} 3",
                                        "mini_jenkin_job_wait_seconds_bucket{le=\"+Inf\"} 4",
                                        "mini_jenkin_job_wait_seconds_count 4",
                                        "mini_jenkin_job_wait_seconds_sum 1000001.55",
                                        "mini_jenkin_run_duration_seconds_bucket{le=\"60.0\"} 0",
                                        "mini_jenkin_run_duration_seconds_bucket{le=\"120.0\"} 1",
                                        "mini_jenkin_run_duration_seconds_count 1",
                                        "mini_jenkin_run_duration_seconds_sum 90.0"));
        bench.server().rows().execute("delete from minute_latencies");
        assertThat(scrape()).contains("mini_jenkin_job_wait_seconds_count 4");
    }

    @Test
    void requestsAreCountedByRouteAndNotByWhatWasAskedFor() {
        bench.get("/runs/" + bench.run().id().value());
        bench.get("/nothing/4711");
        String metrics = scrape();
        assertThat(metrics)
                .contains("route=\"/api/v1/runs/{run}\"", "status=\"2xx\"", "_bucket{")
                .contains("status=\"4xx\"")
                .doesNotContain("4711");
    }

    @Test
    void withoutTheDatabaseTheProcessIsStillTold() {
        bench.server().takeDatabaseAway();
        String metrics = scrape();
        assertThat(value(metrics, "mini_jenkin_database_up")).isEqualTo("0.0");
        assertThat(value(metrics, "mini_jenkin_queue_depth")).isEqualTo("NaN");
        assertThat(metrics).contains("jvm_memory_used_bytes");
        bench.server().bringDatabaseBack();
    }

    @Test
    void dashboardAndAlertsAskForWhatIsThere() throws IOException {
        bench.get("/runs");
        Set<String> exported =
                scrape().lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.replaceFirst("[{ ].*", ""))
                        .collect(Collectors.toCollection(TreeSet::new));
        JsonNode dashboard =
                new JsonMapper().readTree(Files.readString(FOLDER.resolve("grafana.json")));
        StringBuilder asked = new StringBuilder();
        dashboard
                .findValues("expr")
                .forEach(expression -> asked.append(expression.asText()).append('\n'));
        Set<String> ofDashboard = names(asked.toString());
        Set<String> ofAlerts = names(Files.readString(FOLDER.resolve("alerts.yml")));
        assertThat(ofDashboard).hasSizeGreaterThan(20).isSubsetOf(exported);
        assertThat(ofAlerts).hasSizeGreaterThan(8).isSubsetOf(exported);
        Set<String> figures =
                exported.stream()
                        .filter(name -> name.startsWith("mini_jenkin_"))
                        .filter(name -> !name.matches(".*_(sum|max|count)|.*_idle"))
                        .collect(Collectors.toSet());
        figures.removeAll(ofDashboard);
        figures.removeAll(ofAlerts);
        assertThat(figures).as("figures that nobody looks at").isEmpty();
    }

    private static Set<String> names(String text) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = NAME.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group());
        }
        return names;
    }

    private static String value(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .findFirst()
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .orElse("missing");
    }

    private String scrape() {
        return bench.send(HttpRequest.newBuilder(URI.create(bench.server().url() + "/metrics")))
                .body();
    }
}
