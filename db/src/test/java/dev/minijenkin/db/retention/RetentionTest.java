package dev.minijenkin.db.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.deployment.Deployments;
import dev.minijenkin.db.deployment.Environments;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.db.run.annotation.AnnotationLevel;
import dev.minijenkin.db.run.annotation.Annotations;
import dev.minijenkin.db.run.step.StepReport;
import dev.minijenkin.db.run.step.Steps;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final UUID INSTANCE = new UUID(0, 1);

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));

    @BeforeEach
    void ofEachPipelineTheNewestRunStays() {
        test.rows().execute("update settings set run_retention_count = 1");
    }

    @Test
    void anInstallationKeepsWhatAnOperatorExpects() {
        test.rows().execute("update settings set run_retention_count = default");

        assertThat(database.statement(RetentionRules::read))
                .isEqualTo(new RetentionRules(90, 50, 90, 90, 30, 30, 90));
    }

    @Test
    void aRunThatEndedLongAgoLeavesWithAllThatBelongsToIt() {
        Run old = ended("build", "test");
        Run young = ended("build");
        ended("build");
        age(old, 91);
        age(young, 89);

        deleteAll();

        assertThat(runs()).doesNotContain(old.id().value()).contains(young.id().value());
        for (String table : List.of("jobs", "run_sources", "annotations")) {
            assertThat(test.rows().count(table + " where run_id = " + old.id().value()))
                    .as(table)
                    .isZero();
        }
        for (String table : List.of("claims", "steps", "job_definitions")) {
            assertThat(test.rows().count(table + " where job_id not in (select id from jobs)"))
                    .as(table)
                    .isZero();
            assertThat(test.rows().count(table)).as(table).isPositive();
        }
    }

    @Test
    void aRunnerThatLeftLongAgoLeavesWithTheLastOfItsClaims() {
        ended("build");
        String named = test.rows().text("select runner_id from claims order by id limit 1");
        test.rows()
                .execute(
                        """
                        insert into runners (name, instance, labels, capacity, host, os, architecture, version, pid,
                            registered_at, stopped_at)
                        select 'pod-' || n, gen_random_uuid(), '{linux}', 1, 'h', 'linux', 'x64', '1', 1,
                            now() - interval '200 days', case when n <= 1200 then now() - interval '91 days' end
                        from generate_series(1, 1203) n
                        """);
        test.rows()
                .execute(
                        "insert into runner_heartbeats (runner_id, heartbeat_at) select id, now() - interval '89 days'"
                                + " from runners where name = 'pod-1202'");
        test.rows().execute("update runners set stopped_at = now() where name = 'pod-1203'");
        test.rows()
                .execute(
                        "update runners set stopped_at = now() - interval '91 days', registered_at = now() -"
                                + " interval '91 days' where id = "
                                + named);
        test.rows()
                .execute(
                        "update runner_heartbeats set heartbeat_at = now() - interval '91 days' where"
                                + " runner_id = "
                                + named);

        deleteAll();

        assertThat(test.rows().texts("select name from runners where name like 'pod-%' order by 1"))
                .as("those that were heard of since, whether they said good-bye or not")
                .containsExactly("pod-1202", "pod-1203");
        assertThat(test.rows().count("runners where id = " + named)).as("claims name it").isOne();

        test.rows().execute("delete from claims");
        deleteAll();
        assertThat(test.rows().count("runners where id = " + named)).isZero();
    }

    @Test
    void runnersLeaveWithoutALookAtThePast() {
        ended("build");
        test.rows()
                .execute(
                        """
                        insert into runners (name, instance, labels, capacity, host, os, architecture, version, pid,
                            registered_at)
                        select 'pod-' || n, gen_random_uuid(), '{linux}', 1, 'h', 'linux', 'x64', '1', 1,
                            now() - interval '200 days'
                        from generate_series(1, 500) n
                        """);
        test.rows()
                .execute(
                        """
                        insert into claims (job_id, runner_id, instance, priority, vtime, released_at, outcome)
                        select c.job_id, c.runner_id, c.instance, 50, 0, now(), 'finished'
                        from (select * from claims limit 1) c, generate_series(1, 20000)
                        """);
        test.rows().execute("analyze");

        long read =
                database.transaction(tx -> {
                    assertThat(new ExpiredRunners().deleteSome(tx).rows()).isGreaterThan(400);
                    return tx.sql()
                            .fetchSingle(
                                    """
                                    select coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)::bigint as read
                                    from pg_stat_xact_user_tables where relname in ('claims', 'jobs')
                                    """)
                            .get("read", Long.class);
                });

        assertThat(read).isLessThan(50);
    }

    @Test
    void theNewestOfAPipelineStayHoweverOld() {
        test.rows().execute("update settings set run_retention_count = 2");
        List<Run> runs = IntStream.range(0, 5).mapToObj(_ -> ended("build")).toList();
        runs.forEach(run -> age(run, 1_000));

        deleteAll();

        assertThat(runs()).containsExactly(runs.get(3).id().value(), runs.get(4).id().value());
    }

    @Test
    void aRunThatIsOpenAgainStays() {
        Run old = ended("build");
        ended("build");
        age(old, 1_000);
        database.transaction(tx -> Runs.startAttempt(tx, old.id()));

        deleteAll();

        assertThat(runs()).contains(old.id().value());
    }

    @Test
    void whatIsDeployedStaysAndWhatWasBefore() {
        Run first = ended("deploy");
        Run before = ended("deploy");
        Run deployed = ended("deploy");
        Run tried = ended("deploy");
        ended("build");
        deployment(first, "succeeded");
        deployment(before, "succeeded");
        deployment(deployed, "succeeded");
        deployment(tried, "failed");
        List.of(first, before, deployed, tried).forEach(run -> age(run, 1_000));

        deleteAll();

        assertThat(runs())
                .contains(before.id().value(), deployed.id().value(), tried.id().value())
                .doesNotContain(first.id().value());
    }

    @Test
    void aRunThatSomebodyHoldsIsPassedOver() {
        Run held = ended("build");
        Run other = ended("build");
        ended("build");
        age(held, 1_000);
        age(other, 1_000);

        database.runInTransaction(tx -> {
            Runs.lock(tx, held.id());
            deleteAll();
        });

        assertThat(runs()).contains(held.id().value()).doesNotContain(other.id().value());
        deleteAll();
        assertThat(runs()).doesNotContain(held.id().value());
    }

    @Test
    void aLongRunLeavesInParts() {
        int jobs = ExpiredRuns.JOBS + 20;
        Run old = ended(IntStream.range(0, jobs).mapToObj(i -> "job-" + i).toArray(String[]::new));
        ended("build");
        age(old, 1_000);
        ExpiredRuns pass = new ExpiredRuns();

        assertThat(database.transaction(pass::deleteSome))
                .isEqualTo(new Deleted(ExpiredRuns.JOBS, true));
        assertThat(runs()).contains(old.id().value());
        assertThat(database.transaction(pass::deleteSome)).isEqualTo(new Deleted(20, false));
        assertThat(runs()).doesNotContain(old.id().value());
    }

    @Test
    void deliveriesLeaveBeforeTheirRuns() {
        Run run = ended("build");
        test.rows()
                .execute(
                        "update hook_deliveries set opened_at = now() - interval '31 days', state ="
                                + " 'processed', finished_at = now()");
        database.transaction(tx -> SampleData.delivery(tx, shop));

        deleteAll();

        assertThat(test.rows().count("hook_deliveries")).isEqualTo(1);
        assertThat(test.rows().count("pipeline_runs where hook_delivery_id is null")).isEqualTo(1);
        assertThat(runs()).contains(run.id().value());
    }

    /// It would be carried out again.
    @Test
    void aDeliveryForWhichACommandWaitsStays() {
        ended("build");
        test.rows()
                .execute(
                        "update hook_deliveries set opened_at = now() - interval '31 days', state ="
                                + " 'processed', finished_at = now()");
        database.transaction(
                tx -> Commands.insert(tx, new NewCommand("cancel", "{}", null, null, null, null)));
        test.rows()
                .execute("update commands set delivery_id = (select max(id) from hook_deliveries)");

        deleteAll();

        assertThat(test.rows().count("hook_deliveries")).isEqualTo(1);
    }

    @Test
    void onlyCommandsThatWereExecutedLeave() {
        for (int i = 0; i < 3; i++) {
            database.transaction(tx ->
                    Commands.insert(tx, new NewCommand("cancel", "{}", null, null, null, null)));
        }
        test.rows()
                .execute(
                        "update commands set created_at = now() - interval '91 days', next_try_at = created_at - interval '91 days' where id <="
                                + " 2");
        test.rows()
                .execute(
                        "update commands set state = 'done', outcome = 'Done', executed_at = now()"
                                + " where id >= 2");

        deleteAll();

        assertThat(test.rows().texts("select id from commands order by id"))
                .containsExactly("1", "3");
    }

    @Test
    void messagesAndFiguresLeave() {
        test.rows()
                .execute(
                        """
                        insert into outbox_targets (name, kind, url) values ('t', 'webhook', 'http://t');
                        insert into webhooks_outbox (target_id, event, subject, body, state, created_at)
                        select 1, 'run_finished', 'run:1', '{}', state, now() - days * interval '1 day'
                        from (values ('dead', 31), ('pending', 31), ('dead', 29)) m(state, days);
                        insert into minute_figures (minute)
                        select now() - days * interval '1 day' from unnest('{91, 89}'::int[]) days;
                        insert into health_samples
                        select now() - days * interval '1 day', 0, 0, 0, 0, 0, 0 from unnest('{91, 89}'::int[]) days;
                        insert into minute_latencies
                        select now() - days * interval '1 day', 1, 1 from unnest('{3, 1}'::int[]) days
                        """);

        deleteAll();

        assertThat(test.rows().count("webhooks_outbox")).isEqualTo(2);
        assertThat(test.rows().count("minute_figures")).isEqualTo(1);
        assertThat(test.rows().count("health_samples")).isEqualTo(1);
        assertThat(test.rows().count("minute_latencies")).isEqualTo(1);
    }

    /// Of which a runner had each job.
    private Run ended(String... jobs) {
        return database.transaction(tx -> {
            Run run = SampleData.queuedRun(tx, shop, jobs);
            ClaimedJob job =
                    SampleData.claim(
                            tx, SampleData.runner(tx, "oak-" + run.number(), INSTANCE), INSTANCE);
            Steps.write(tx, Map.of(job.claim(), List.of(StepReport.pending(1, "", "x"))));
            Annotations.insert(
                    tx,
                    run.id(),
                    1,
                    List.of(
                            new Annotation(
                                    job.job(), 1, AnnotationLevel.FAILURE, "", "bad", "", 0, 0)));
            SampleData.finish(tx, run, Conclusion.SUCCESS);
            return run;
        });
    }

    private void deployment(Run run, String state) {
        database.runInTransaction(tx -> {
            EnvironmentId environment = Environments.ensure(tx, shop, "prod");
            Deployments.request(tx, environment, run, SampleData.jobsOf(tx, run).getFirst());
            tx.sql()
                    .execute(
                            "update deployments set state = ?, fence_token = id where id = (select"
                                    + " max(id) from deployments)",
                            state);
        });
    }

    private void age(Run run, int days) {
        test.rows()
                .execute(
                        "update pipeline_runs set finished_at = now() - interval '%d days' where id = %d"
                                .formatted(days, run.id().value()));
    }

    private List<Long> runs() {
        return test.rows().texts("select id from pipeline_runs order by id").stream()
                .map(Long::valueOf)
                .toList();
    }

    private void deleteAll() {
        for (ExpiredRows rows : RetentionPass.start()) {
            while (database.transaction(rows::deleteSome).more()) {
                // There is more.
            }
        }
    }
}
