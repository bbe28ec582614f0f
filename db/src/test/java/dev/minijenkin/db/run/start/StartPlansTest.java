package dev.minijenkin.db.run.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.SampleRun;
import dev.minijenkin.db.SetStatement;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.queue.Queue;
import dev.minijenkin.db.repository.Pipelines;
import dev.minijenkin.db.run.Run;
import java.lang.reflect.Field;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// How PostgreSQL carries out the statements that start runs, with 100,000 runs behind it: what
/// they cost rests on no accident, whether anybody analysed the tables or not.
class StartPlansTest {
    private static final List<String> LARGE =
            List.of(
                    "pipeline_runs",
                    "run_sources",
                    "jobs",
                    "job_definitions",
                    "job_templates",
                    "hook_deliveries",
                    "queue",
                    "commands");

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));

    @Test
    void noneReadsAllRowsOfALargeTable() {
        fill();

        assertThat(plans()).allSatisfy(StartPlansTest::scansNothing);
        test.rows().execute("analyze");
        assertThat(plans()).allSatisfy(StartPlansTest::scansNothing);
    }

    private List<String> plans() {
        return List.of(
                plan(NewRuns.NUMBER),
                plan(NewRuns.INSERT),
                plan(NewJobs.INSERT),
                plan(JobTemplates.FIND),
                plan(JobTemplates.ADD),
                plan(of(Pipelines.class, "FIND")),
                plan(of(Queue.class, "MOVE")),
                plan(of(Deliveries.class, "LOCK_OPEN")),
                plan(of(Deliveries.class, "FINISH")),
                plan(
                        SetStatement.of(
                                "select definition from whole_job_definitions where job_id = any(?::bigint[])")));
    }

    /// A statement of another package.
    private static SetStatement of(Class<?> statements, String name) {
        try {
            Field field = statements.getDeclaredField(name);
            field.setAccessible(true);
            return (SetStatement) field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private String plan(SetStatement statement) {
        return database.statement(statement::explain);
    }

    private static void scansNothing(String plan) {
        LARGE.forEach(
                table -> assertThat(plan).doesNotContainPattern("Seq Scan on " + table + "\\b"));
    }

    /// Runs with one job each, which have ended, and as many deliveries, commands and templates.
    private void fill() {
        database.runInTransaction(tx -> {
            DeliveryId delivery = SampleData.delivery(tx, shop);
            Run run = new SampleRun().askedForBy(delivery).insert(tx, shop);
            SampleData.add(tx, run, "build");
        });
        many(
                "pipeline_runs (pipeline_id, repository_id, number, title, event, ref, commit_sha, actor)",
                "select pipeline_id, repository_id, number + n, title, event, ref, commit_sha, actor"
                        + " from pipeline_runs, n");
        many(
                "jobs (run_id, attempt, repository_id, key, name, priority, state, claims_left)",
                "select id, 1, repository_id, 'a', 'a', 50, 'blocked', 0 from pipeline_runs");
        many("run_sources (run_id, workflow, event)", "select id, '', '' from pipeline_runs");
        many(
                "job_definitions (job_id, template_id)",
                "select j.id, t.id from jobs j, job_templates t");
        many(
                "job_templates (repository_id, hash, template)",
                "select repository_id, sha256(n::text::bytea), '{}' from job_templates, n");
        many(
                "hook_deliveries (repository_id, source, delivery_key, event, payload, state, finished_at)",
                "select repository_id, 'git', 'past-' || n, 'push', '', 'processed', now()"
                        + " from hook_deliveries, n");
        many(
                "commands (kind, arguments, state, outcome, executed_at)",
                "select 'trigger', '{}', 'done', 'Started it', now() from n");
    }

    /// One statement a table, so that none takes long.
    private void many(String into, String rows) {
        test.rows()
                .execute(
                        "with n as (select generate_series(1, 100000) as n) insert into %s %s on conflict do nothing"
                                .formatted(into, rows));
    }
}
