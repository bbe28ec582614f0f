package dev.minijenkin.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.cli.part.Said;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.run.Run;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// `explain` for each thing that a job can wait for.
class ExplainCommandTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final UUID instance = UUID.randomUUID();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));

    @Test
    void eachRunnerSaysWhatKeepsItFromTheJobAndTheQueueSaysWhenItStarts() {
        for (String runner : List.of("labels", "offline", "draining", "full")) {
            database.transaction(tx -> SampleData.runner(tx, runner, instance));
        }
        test.rows().execute("update runners set labels = '{windows}' where name = 'labels'");
        test.rows().execute("update runners set draining = true where name = 'draining'");
        test.rows().execute("update runners set capacity = 1 where name = 'full'");
        test.rows()
                .execute(
                        """
                        update runner_heartbeats set heartbeat_at = now() - interval '1 hour'
                        where runner_id = (select id from runners where name = 'offline')
                        """);
        JobId taken = queued("taken");
        test.rows().execute("delete from queue where job_id = " + taken.value());
        test.rows()
                .execute(
                        """
                        insert into claims (job_id, runner_id, instance, priority, vtime)
                        select %d, id, instance, 50, 0 from runners where name = 'full'
                        """
                                .formatted(taken.value()));
        JobId first = queued("first");
        JobId job = queued("second");

        String text = explain(job).text();

        assertThat(text)
                .startsWith("Job " + job.value() + ", ")
                .containsPattern("runner +labels +has no label linux")
                .containsPattern("runner +offline +is silent for 36\\d\\d s")
                .containsPattern("runner +draining +is draining")
                .containsPattern("runner +full +is full: 1 of 1 slots")
                .contains("1 jobs with these labels are before it")
                .containsPattern("it should start (at once|in about )");
        test.rows().execute("update runners set labels = '{windows}'");
        assertThat(explain(first).text()).contains("when it starts nobody can say");
    }

    @Test
    void needsGroupsAndLocksNameWhoHoldsThem() {
        Run run = database.transaction(tx -> SampleData.blockedRun(tx, shop, "build", "test"));
        JobId waits = database.statement(tx -> SampleData.jobOf(tx, run, "test"));
        JobId holder = queued("deploy");
        test.rows().execute("update jobs set needs = '{build}' where id = " + waits.value());
        test.rows()
                .execute(
                        "insert into environments (repository_id, name) select id, 'production' from repositories");
        test.rows()
                .execute(
                        """
                        insert into deployments (environment_id, job_id, commit_sha, state, fence_token)
                        select id, %d, 'c', 'active', 1 from environments
                        """
                                .formatted(holder.value()));
        test.rows()
                .execute(
                        """
                        insert into deployment_locks (environment_id, fence_token, deployment_id, held_since)
                        select environment_id, 1, id, now() from deployments
                        """);
        test.rows()
                .execute(
                        """
                        insert into deployments (environment_id, job_id, commit_sha) select id, %d, 'c' from environments
                        """
                                .formatted(waits.value()));
        for (JobId each : List.of(holder, waits)) {
            test.rows()
                    .execute(
                            """
                            insert into concurrency_groups
                                (repository_id, key, name, run_id, job_id, active, cancels, in_line)
                            select repository_id, 'prod', 'prod', run_id, id, id = %d, false, false from jobs where id = %d
                            """
                                    .formatted(holder.value(), each.value()));
        }

        assertThat(explain(waits).text())
                .containsPattern("need +build +It needs this job, which is blocked")
                .containsPattern(
                        "lock +production +The environment is locked by job "
                                + holder.value()
                                + "; place 1 in line")
                .containsPattern("group +prod +.*job " + holder.value());
        String all = explainRun(run).text();
        assertThat(all).contains("Job " + waits.value() + ", test").contains(", build");
    }

    @Test
    void aProgramGetsJsonAndWhoAsksForNothingASentence() {
        JobId job = queued("build");

        assertThat(Said.by(test.configuration(), "explain", "--json", "" + job.value()).text())
                .contains("\"job\":" + job.value())
                .contains("\"kind\":\"queue\"")
                .contains("\"place\":1")
                .contains("\"starts_at\":null");
        assertThat(Said.by(test.configuration(), "explain"))
                .isEqualTo(
                        new Said(
                                1,
                                "mini-jenkin: Which job? Give its id, or --run and the id of a run.\n"));
        assertThat(explain(new JobId(4711)))
                .isEqualTo(new Said(1, "mini-jenkin: There is no job 4711.\n"));
    }

    private JobId queued(String key) {
        Run run = database.transaction(tx -> SampleData.queuedRun(tx, shop, key));
        return database.statement(tx -> SampleData.jobOf(tx, run, key));
    }

    private Said explain(JobId job) {
        return Said.by(test.configuration(), "explain", Long.toString(job.value()));
    }

    private Said explainRun(Run run) {
        return Said.by(test.configuration(), "explain", "--run", Long.toString(run.id().value()));
    }
}
