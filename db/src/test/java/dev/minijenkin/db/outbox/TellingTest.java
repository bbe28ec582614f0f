package dev.minijenkin.db.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.claim.ClaimFloor;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.claim.Claims;
import dev.minijenkin.db.claim.JobEnding;
import dev.minijenkin.db.claim.JobEndings;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.queue.LabelSets;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.job.JobResult;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The statements that start and end runs and jobs insert the messages about them.
class TellingTest {
    @AutoClose private final OutboxBench bench = new OutboxBench();

    @Test
    void nothingIsWrittenWhereThereIsNoTarget() {
        bench.finished("refs/heads/main", Conclusion.FAILURE);

        assertThat(messages()).isEmpty();
    }

    @Test
    void aTargetHearsOfItsEventsAlone() {
        bench.webhook("all", TargetEvent.RUN_QUEUED, TargetEvent.RUN_FINISHED);
        bench.webhook("bad", TargetEvent.RUN_FAILED);

        bench.finished("refs/heads/main", Conclusion.SUCCESS);
        bench.finished("refs/heads/main", Conclusion.FAILURE);

        assertThat(messages())
                .containsExactly(
                        "all|run_queued|null",
                        "all|run_finished|success",
                        "all|run_queued|null",
                        "all|run_finished|failure",
                        "bad|run_finished|failure");
    }

    @Test
    void anotherAttemptIsToldLikeTheFirst() {
        bench.webhook("all", TargetEvent.RUN_QUEUED, TargetEvent.RUN_FINISHED);
        Run run = bench.finished("refs/heads/main", Conclusion.FAILURE);

        bench.database.runInTransaction(tx -> Runs.startAttempt(tx, run.id()));

        assertThat(
                        bench.rows()
                                .texts(
                                        "select event, body ->> 'attempt' from webhooks_outbox order by id"))
                .containsExactly("run_queued|1", "run_finished|1", "run_queued|2");
    }

    @Test
    void aTargetOfARepositoryAPipelineOrABranchHearsOfNoOther() {
        bench.add(
                new NewTarget(
                        "docs",
                        TargetKind.WEBHOOK,
                        bench.database.transaction(tx -> SampleData.repository(tx, "docs")),
                        "http://docs",
                        null,
                        null,
                        TargetFilter.of(TargetEvent.RUN_FINISHED)));
        filtered("by-name", List.of("ci"), List.of());
        filtered("by-file", List.of("ci.yml"), List.of());
        filtered("other", List.of("deploy"), List.of());
        filtered("main", List.of(), List.of("main"));
        filtered("releases", List.of(), List.of("release/*", "refs/tags/*"));
        filtered("odd", List.of(), List.of("*", "\\", "[", "%"));

        bench.finished("refs/heads/main", Conclusion.SUCCESS);
        assertThat(told()).containsExactlyInAnyOrder("by-name", "by-file", "main", "odd");

        bench.finished("refs/heads/release/1", Conclusion.SUCCESS);
        assertThat(told()).containsExactlyInAnyOrder("by-name", "by-file", "releases", "odd");

        bench.finished("refs/tags/v1", Conclusion.SUCCESS);
        assertThat(told()).containsExactlyInAnyOrder("by-name", "by-file", "releases", "odd");

        // The main branch of somebody's fork is not ours.
        bench.finished("refs/pull/7/head", Conclusion.SUCCESS);
        assertThat(told()).containsExactlyInAnyOrder("by-name", "by-file", "odd");
    }

    @Test
    void whatWasCancelledChangesNothing() {
        bench.webhook(
                "changes",
                new TargetFilter(Set.of(TargetEvent.RUN_FINISHED), List.of(), List.of(), true));

        bench.finished("refs/heads/main", Conclusion.CANCELLED);
        bench.finished("refs/heads/main", Conclusion.SUCCESS);

        assertThat(
                        bench.rows()
                                .texts(
                                        "select only_if_changed, body ->> 'conclusion' from webhooks_outbox"))
                .containsExactly("t|success");
    }

    @Test
    void theStatusOfACommitHasAnOrderOfItsOwn() {
        bench.webhook("chat", TargetEvent.RUN_FINISHED);
        bench.add(
                new NewTarget(
                        "status",
                        TargetKind.GITEA_STATUS,
                        bench.shop,
                        "http://forge/api/v1/repos/shop",
                        "key",
                        new byte[] {1},
                        TargetFilter.of(TargetEvent.RUN_FINISHED)));
        Run run = bench.finished("refs/heads/main", Conclusion.SUCCESS);
        long pipeline = run.pipeline().value();

        assertThat(bench.rows().texts("select subject from webhooks_outbox order by target_id"))
                .containsExactly(
                        "branch:" + pipeline + ":refs/heads/main",
                        "commit:" + SampleData.COMMIT + ":" + pipeline + ":push");
    }

    /// The road of jobs that succeed together, as a runner that may write no message itself.
    @Test
    void runsAndJobsThatEndTogetherAreToldByThatStatement() {
        bench.webhook("all", TargetEvent.RUN_FINISHED, TargetEvent.JOB_FINISHED);
        try (Database runner = Database.open(bench.test().memberOf("mj_runner"), HintSink.NONE)) {
            UUID instance = UUID.randomUUID();
            RunnerId oak = runner.transaction(tx -> SampleData.runner(tx, "oak", instance));
            Run one =
                    bench.database.transaction(tx -> SampleData.queuedRun(tx, bench.shop, "build"));
            Run two =
                    bench.database.transaction(tx -> SampleData.queuedRun(tx, bench.shop, "build"));
            List<ClaimedJob> jobs =
                    runner.statement(tx ->
                            Claims.take(
                                    tx,
                                    oak,
                                    instance,
                                    LabelSets.servedBy(tx, List.of("linux", "x64")),
                                    new ClaimFloor(System::nanoTime),
                                    2));
            Set<ClaimId> ended =
                    runner.transaction(tx ->
                            JobEndings.write(
                                    tx,
                                    jobs.stream()
                                            .map(job ->
                                                    new JobEnding(
                                                            job.claim(),
                                                            job.run(),
                                                            JobResult.withoutRunner(
                                                                    Conclusion.SUCCESS, null, null),
                                                            List.of(),
                                                            List.of()))
                                            .toList()));

            assertThat(ended).hasSize(2);
            assertThat(
                            bench.rows()
                                    .texts(
                                            "select event, body ->> 'run' from webhooks_outbox order by event, 2::text, id"))
                    .containsExactlyInAnyOrder(
                            "job_finished|" + one.id().value(),
                            "job_finished|" + two.id().value(),
                            "run_finished|" + one.id().value(),
                            "run_finished|" + two.id().value());
            assertThatThrownBy(() ->
                            runner.run(tx ->
                                    tx.sql()
                                            .execute(
                                                    "insert into webhooks_outbox (target_id, event, subject, body)"
                                                            + " values (1, 'run_finished', 's', '{}')")))
                    .hasMessageContaining("permission denied");
        }
    }

    /// As a runner that may write no message itself.
    @Test
    void theFirstJobOfAnAttemptTellsThatTheRunBegan() {
        bench.webhook("begins", TargetEvent.RUN_STARTED);
        bench.webhook("ends", TargetEvent.RUN_FINISHED);
        Run run =
                bench.database.transaction(
                        tx -> SampleData.queuedRun(tx, bench.shop, "build", "test"));
        try (Database runner = Database.open(bench.test().memberOf("mj_runner"), HintSink.NONE)) {
            UUID instance = UUID.randomUUID();
            RunnerId oak = runner.transaction(tx -> SampleData.runner(tx, "oak", instance));
            for (int job = 0; job < 2; job++) {
                runner.transaction(tx -> SampleData.claim(tx, oak, instance));
            }
        }

        assertThat(messages()).containsExactly("begins|run_started|null");
        bench.finish(run, Conclusion.FAILURE);
        bench.database.runInTransaction(tx -> Runs.startAttempt(tx, run.id()));
        bench.rows()
                .execute(
                        "update pipeline_runs set state = 'running', started_at = now() where id = "
                                + run.id().value());

        assertThat(
                        bench.rows()
                                .texts(
                                        "select event, body ->> 'attempt' from webhooks_outbox where event = 'run_started' order by id"))
                .containsExactly("run_started|1", "run_started|2");
    }

    @Test
    void whatIsRolledBackIsNotTold() {
        bench.webhook("all", TargetEvent.RUN_FINISHED);
        Run run = bench.run("refs/heads/main");

        assertThatThrownBy(() ->
                        bench.database.runInTransaction(tx -> {
                            SampleData.finish(tx, run, Conclusion.FAILURE);
                            assertThat(bench.take()).as("before the commit").isEmpty();
                            throw new IllegalStateException("no");
                        }))
                .hasMessage("no");

        assertThat(messages()).isEmpty();
        assertThat(bench.take()).isEmpty();
    }

    @Test
    void aPausedTargetKeepsWhatItIsNotTold() {
        bench.webhook("all", TargetEvent.RUN_FINISHED);
        bench.database.run(tx -> Targets.setEnabled(tx, "all", false));
        bench.finished("refs/heads/main", Conclusion.SUCCESS);

        assertThat(bench.take()).isEmpty();

        bench.database.run(tx -> Targets.setEnabled(tx, "all", true));
        assertThat(bench.take()).hasSize(1);
    }

    private void filtered(String name, List<String> pipelines, List<String> branches) {
        bench.webhook(
                name,
                new TargetFilter(Set.of(TargetEvent.RUN_FINISHED), pipelines, branches, false));
    }

    private List<String> told() {
        List<String> told =
                bench.rows()
                        .texts(
                                "select t.name from webhooks_outbox w join outbox_targets t on t.id = w.target_id");
        bench.rows().execute("delete from webhooks_outbox");
        return told;
    }

    private List<String> messages() {
        return bench.rows()
                .texts(
                        """
                        select t.name, w.event, w.body ->> 'conclusion'
                        from webhooks_outbox w join outbox_targets t on t.id = w.target_id
                        order by t.name, w.id
                        """);
    }
}
