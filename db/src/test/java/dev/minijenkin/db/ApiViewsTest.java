package dev.minijenkin.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// People build on these views: a column that is renamed, dropped, or of another type breaks what
/// they have. Columns may be added at the end.
class ApiViewsTest {
    private static final Map<String, String> COLUMNS =
            new TreeMap<>(
                    Map.of(
                            "api_v1_figures",
                            "queue_depth bigint, oldest_wait_seconds double precision, slots_busy bigint, slots_total bigint, utilisation double precision, start_latency_p50_ms double precision, start_latency_p95_ms double precision, start_latency_p99_ms double precision, runs_finished bigint, success_rate double precision, jobs_finished bigint, jobs_per_minute double precision, locks_held bigint, locks_waited_for bigint, groups_waited_for bigint",
                            "api_v1_runs",
                            "id bigint, repository text, pipeline text, workflow_path text, number bigint, attempt integer, title text, state text, conclusion text, event text, ref text, branch text, commit_sha text, actor text, created_at timestamptz, started_at timestamptz, finished_at timestamptz",
                            "api_v1_jobs",
                            "id bigint, run_id bigint, attempt integer, key text, name text, state text, waiting_for text, conclusion text, cause text, message text, environment text, labels text[], runner text, created_at timestamptz, queued_at timestamptz, started_at timestamptz, finished_at timestamptz, log_lines bigint, log_bytes bigint",
                            "api_v1_runners",
                            "id bigint, name text, labels text[], capacity integer, busy bigint, online boolean, draining boolean, host text, os text, architecture text, version text, heartbeat_at timestamptz",
                            "api_v1_queue",
                            "job_id bigint, run_id bigint, repository text, name text, labels text[], priority smallint, queued_at timestamptz",
                            "api_v1_deployments",
                            "id bigint, repository text, environment text, job_id bigint, commit_sha text, state text, fence_token bigint, url text, created_at timestamptz, started_at timestamptz, finished_at timestamptz",
                            "api_v1_pipeline_stats",
                            "repository text, pipeline text, runs bigint, succeeded bigint, failed bigint, usual_seconds double precision, p95_seconds double precision",
                            "api_v1_minutes",
                            "minute timestamptz, jobs_finished integer, runs_finished integer, runs_succeeded integer, start_latency_p50_ms integer, start_latency_p95_ms integer",
                            "api_v1_health",
                            "queue_depth bigint, oldest_wait_seconds numeric, runners_online bigint, slots_busy bigint, slots_total bigint, locks_held bigint, locks_waited_for bigint, runs_open bigint, at timestamptz"));

    @AutoClose private final TestDatabase test = TestDatabase.create();

    @Test
    void theirColumnsStay() {
        COLUMNS.forEach((view, columns) -> assertThat(columns(view)).as(view).startsWith(columns));
    }

    @Test
    void eachIsToldOnThePage() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "sql.md"));
        List<String> views =
                test.rows()
                        .texts(
                                "select relname from pg_class where relkind = 'v' and relname like 'api\\_v%' order by relname");
        assertThat(views).containsExactlyElementsOf(COLUMNS.keySet());
        for (String view : views) {
            assertThat(page).contains("`" + view + "`");
            test.rows()
                    .texts(
                            "select attname from pg_attribute where attrelid = '%s'::regclass and attnum > 0"
                                    .formatted(view))
                    .forEach(column -> assertThat(page).contains("`" + column + "`"));
        }
    }

    @Test
    void nobodyWritesThroughThem() {
        assertThat(
                        test.rows()
                                .text(
                                        "select count(*) from information_schema.role_table_grants where table_name like 'api\\_v%' and privilege_type <> 'SELECT' and grantee <> 'mj_owner'"))
                .isEqualTo("0");
    }

    private String columns(String view) {
        return test.rows()
                .text(
                        "select string_agg(attname || ' ' || replace(format_type(atttypid, atttypmod), 'timestamp with time zone', 'timestamptz'), ', ' order by attnum) from pg_attribute where attrelid = '%s'::regclass and attnum > 0"
                                .formatted(view));
    }
}
