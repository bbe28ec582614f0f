package dev.minijenkin.db.view.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.run.Run;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ExplanationsTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final UUID instance = UUID.randomUUID();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));

    @Test
    void eachRunnerSaysWhatKeepsItFromTheJob() {
        runner("oak");
        runner("elm");
        runner("fir");
        runner("ash");
        test.rows()
                .execute(
                        "update runners set labels = '{windows}', draining = true where name = 'elm'");
        test.rows()
                .execute(
                        "update runner_heartbeats set heartbeat_at = now() - interval '1 hour' where runner_id ="
                                + " (select id from runners where name = 'fir')");
        test.rows().execute("update runners set capacity = 1 where name = 'ash'");
        JobId other = queued("build");
        test.rows()
                .execute(
                        "with gone as (delete from queue where job_id = %1$d) insert into claims (job_id, runner_id, instance, priority, vtime) select %1$d, id, instance, 50, 0 from runners where name = 'ash'"
                                .formatted(other.value()));
        JobId job = queued("test");

        assertThat(sentences(job, "runner"))
                .containsExactlyInAnyOrder(
                        "oak: could take it",
                        "elm: has no label linux; is draining",
                        "fir: is silent for 3600 s",
                        "ash: is full: 1 of 1 slots");
        assertThat(sentences(job, "state")).singleElement().asString().contains("in the queue");
    }

    /// What will never be is told apart from what only takes its time.
    @Test
    void aJobThatCanNeverBeginSaysSo() {
        JobId job = queued("build");
        assertThat(sentences(job, "state"))
                .containsExactly(
                        "build: It is in the queue, and can never begin as it is: no runner has the label linux");

        runner("oak");
        assertThat(sentences(job, "state"))
                .containsExactly("build: It is in the queue: any runner that serves it may take it");
        test.rows().execute("update runners set draining = true");
        assertThat(sentences(job, "state"))
                .containsExactly(
                        "build: It is in the queue, and cannot begin now: who has its labels takes no more jobs");
        test.rows().execute("update runner_heartbeats set heartbeat_at = now() - interval '1 hour'");
        assertThat(sentences(job, "state"))
                .containsExactly(
                        "build: It is in the queue, and cannot begin now: who has its labels is silent");
        test.rows().execute("update runners set stopped_at = now()");
        assertThat(sentences(job, "state").getFirst()).contains("can never begin as it is");
    }

    @Test
    void labelsThatNoRunnerHasTogetherAreNamedSo() {
        JobId job = queued("build");
        runner("oak");
        runner("elm");
        test.rows()
                .execute(
                        "update label_sets set labels = '{linux,gpu}'; update runners set labels = '{gpu}' where name = 'elm'");

        assertThat(sentences(job, "state").getFirst())
                .endsWith("no runner has all of its labels together");
    }

    @Test
    void theQueueTellsThePlaceAndTheLikelyStart() {
        JobId first = queued("one");
        JobId second = queued("two");
        assertThat(row(first, "queue").place()).isEqualTo(1);
        assertThat(row(second, "queue").place()).isEqualTo(2);
        assertThat(row(second, "queue").sentence())
                .contains("1 jobs with these labels are before it");
        assertThat(row(second, "queue").startsAt()).as("nobody serves it").isNull();

        runner("oak");
        assertThat(row(second, "queue").startsAt()).isBefore(Instant.now().plusSeconds(5));

        // Of these labels one is taken every ten seconds.
        test.rows().execute("update runners set capacity = 1");
        JobId taken = queued("taken");
        test.rows().execute("delete from queue where job_id = " + taken.value());
        test.rows()
                .execute(
                        "insert into claims (job_id, runner_id, instance, priority, vtime, claimed_at) select "
                                + taken.value()
                                + ", id, instance, 50, 0, now() - interval '10 seconds' from runners");
        assertThat(row(second, "queue").startsAt())
                .isBetween(Instant.now().plusSeconds(15), Instant.now().plusSeconds(40));
    }

    @Test
    void aJobThatNeedsOthersNamesThem() {
        Run run = database.transaction(tx -> SampleData.blockedRun(tx, shop, "build", "test"));
        JobId waits = database.statement(tx -> SampleData.jobOf(tx, run, "test"));
        test.rows().execute("update jobs set needs = '{build}' where id = " + waits.value());

        assertThat(sentences(waits, "need"))
                .containsExactly("build: It needs this job, which is blocked");
        List<JobId> waiting = database.statement(tx -> Explanations.waiting(tx, run.id().value()));
        assertThat(waiting).hasSize(2);
    }

    @Test
    void aGroupAndALockNameTheirHolders() {
        JobId holder = queued("deploy");
        JobId waits = queued("deploy");
        test.rows()
                .execute(
                        "insert into environments (repository_id, name) select id, 'production' from repositories");
        test.rows()
                .execute(
                        "insert into deployments (environment_id, job_id, commit_sha, state, fence_token) select id, "
                                + holder.value()
                                + ", 'c', 'active', 1 from environments");
        test.rows()
                .execute(
                        "insert into deployment_locks (environment_id, fence_token, deployment_id, held_since) select environment_id, 1, id, now() from deployments");
        test.rows()
                .execute(
                        "insert into deployments (environment_id, job_id, commit_sha) select id, "
                                + waits.value()
                                + ", 'c' from environments");
        for (JobId each : List.of(holder, waits)) {
            test.rows()
                    .execute(
                            "insert into concurrency_groups (repository_id, key, name, run_id, job_id, active, cancels, in_line) select repository_id, 'prod', 'prod', run_id, id, id = %d, false, false from jobs where id = %d"
                                    .formatted(holder.value(), each.value()));
        }

        assertThat(row(waits, "lock").sentence())
                .isEqualTo("The environment is locked by job " + holder.value());
        assertThat(row(waits, "lock").place()).isEqualTo(1);
        assertThat(row(waits, "group").sentence()).contains("job " + holder.value());
        assertThat(sentences(holder, "group")).isEmpty();
    }

    @Test
    void anEndedJobSaysHowAndAMissingOneNothing() {
        JobId job = queued("build");
        test.rows().execute("delete from queue");
        test.rows()
                .execute(
                        "update jobs set state = 'finished', conclusion = 'success', finished_at = now() where id = "
                                + job.value());

        assertThat(of(job))
                .extracting(Explanation::sentence)
                .containsExactly("It has ended: success");
        assertThat(of(new JobId(4711))).isEmpty();
    }

    private List<Explanation> of(JobId job) {
        return database.statement(tx -> Explanations.of(tx, job));
    }

    private void runner(String name) {
        database.transaction(tx -> SampleData.runner(tx, name, instance));
    }

    private JobId queued(String key) {
        Run run = database.transaction(tx -> SampleData.queuedRun(tx, shop, key));
        return database.statement(tx -> SampleData.jobOf(tx, run, key));
    }

    private List<String> sentences(JobId job, String kind) {
        return of(job).stream()
                .filter(row -> row.kind().equals(kind))
                .map(row -> row.subject() + ": " + row.sentence())
                .toList();
    }

    private Explanation row(JobId job, String kind) {
        return of(job).stream().filter(row -> row.kind().equals(kind)).findFirst().orElseThrow();
    }
}
