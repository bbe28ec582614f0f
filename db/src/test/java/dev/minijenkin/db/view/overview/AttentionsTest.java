package dev.minijenkin.db.view.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.SampleRun;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.deployment.Deployments;
import dev.minijenkin.db.deployment.Environments;
import dev.minijenkin.db.hook.AwayRemotes;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.DeliveryState;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.db.run.annotation.AnnotationLevel;
import dev.minijenkin.db.run.annotation.Annotations;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.db.run.job.RepeatedJobs;
import dev.minijenkin.db.view.run.FirstFailure;
import dev.minijenkin.db.view.runs.AskedLabels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class AttentionsTest {
    private static final UUID INSTANCE = new UUID(0, 1);

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));

    @Test
    void aQuietInstallationNeedsNobody() {
        ended("ci", Conclusion.SUCCESS);
        change(tx -> SampleData.runner(tx, "oak", INSTANCE));

        assertThat(all()).isEmpty();
    }

    @Test
    void aPipelineWhoseNewestRunFailedNeedsAPerson() {
        ended("ci", Conclusion.FAILURE);
        ended("ci", Conclusion.SUCCESS);
        ended("ci", Conclusion.FAILURE);
        Run newest = ended("ci", Conclusion.TIMED_OUT);

        Attention.FailedRun failed = only(Attention.FailedRun.class);

        assertThat(failed.run().id()).isEqualTo(newest.id());
        assertThat(failed.inARow()).isEqualTo(2);
        assertThat(failed.failure().job()).isEqualTo("build");
        assertThat(failed.broke().everGreen()).isTrue();
    }

    @Test
    void aBranchIsRedSinceTheFirstFailureAfterTheLastSuccess() {
        ended("ci", Conclusion.FAILURE);
        ended("ci", Conclusion.SUCCESS);
        Run first =
                database.transaction(tx -> {
                    Run run =
                            new SampleRun()
                                    .by("bo")
                                    .titled("Break it")
                                    .at("b".repeat(40))
                                    .insert(tx, shop);
                    SampleData.add(tx, run, "build");
                    SampleData.finish(tx, run, Conclusion.FAILURE);
                    return run;
                });
        execute(
                "update jobs set finished_at = now() - interval '19 minutes' where run_id = "
                        + first.id().value());
        Instant since = only(Attention.FailedRun.class).since();
        assertThat(Duration.between(since, Instant.now())).isGreaterThan(Duration.ofMinutes(18));

        ended("ci", Conclusion.FAILURE);
        Run newest = ended("ci", Conclusion.FAILURE);
        again(first);
        again(newest);

        Attention.FailedRun red = only(Attention.FailedRun.class);
        assertThat(red.run().id()).isEqualTo(newest.id());
        assertThat(red.since()).as("neither a rerun nor a push makes it fresh").isEqualTo(since);
        assertThat(red.inARow()).isEqualTo(3);
        assertThat(red.broke())
                .isEqualTo(
                        new Attention.Broke(
                                first.id(),
                                first.number(),
                                "b".repeat(40),
                                "Break it",
                                "bo",
                                since,
                                true));
    }

    @Test
    void sinceWhenABranchIsRedIsFoundByIndexAmongAHundredThousandRuns() {
        ended("ci", Conclusion.SUCCESS);
        execute(
                """
                insert into pipeline_runs (pipeline_id, repository_id, number, state, conclusion, cause, title, event,
                    ref, commit_sha, actor, finished_at)
                select r.pipeline_id, r.repository_id, n, 'finished',
                    case when n % 7 = 0 or n > 99990 then 'failure' else 'success' end,
                    case when n % 7 = 0 or n > 99990 then 'exit_code' end, 'Title', 'push',
                    'refs/heads/' || case when n % 50 = 0 or n > 99990 then 'main' else 'feature-' || n % 90 end,
                    r.commit_sha, 'ana', now()
                from pipeline_runs r, generate_series(2, 100000) n
                """);
        execute("analyze pipeline_runs");

        Attention.FailedRun red = only(Attention.FailedRun.class);
        assertThat(red.broke().number()).isEqualTo(99_991);
        assertThat(red.inARow()).isEqualTo(10);
        String plan =
                database.statement(tx ->
                        String.join(
                                "\n",
                                tx.sql()
                                        .fetch("explain " + Attentions.FAILED, 100, 20)
                                        .getValues(0, String.class)));
        assertThat(plan)
                .doesNotContain("Seq Scan on pipeline_runs")
                .contains("pipeline_runs_by_ref", "branch_greens_pkey");
    }

    @Test
    void aSkippedRunDoesNotHideThatTheBranchIsRed() {
        Run failed = ended("ci", Conclusion.FAILURE);
        ended("ci", Conclusion.SKIPPED);

        assertThat(only(Attention.FailedRun.class).run().id()).isEqualTo(failed.id());
        assertThat(only(Attention.FailedRun.class).broke().everGreen()).isFalse();
    }

    @Test
    void theStepThatFailedIsNamed() {
        Run run = ended("ci", Conclusion.FAILURE);
        change(tx -> {
            JobId job = SampleData.jobOf(tx, run, "build");
            tx.sql()
                    .execute(
                            """
                            with oak as (insert into runners (name, instance, labels, capacity, host, os, architecture, version, pid)
                                values ('oak', gen_random_uuid(), '{linux}', 1, 'oak', 'linux', 'x64', '1', 1) returning id),
                            claim as (insert into claims (job_id, runner_id, instance, priority, vtime, released_at, outcome)
                                select ?, id, gen_random_uuid(), 50, 0, now(), 'finished' from oak returning id)
                            insert into steps (claim_id, number, job_id, name, state, outcome, conclusion, exit_code)
                            select c.id, s.number, ?, s.name, 'finished', s.conclusion, s.conclusion, s.code
                            from claim c, (values (1, 'Check out', 'success', 0), (2, 'Compile', 'failure', 2),
                                (3, 'Tidy up', 'failure', 1)) s(number, name, conclusion, code)
                            """,
                            job.value(),
                            job.value());
            tx.sql().execute("update runners set stopped_at = now()");
            Annotations.insert(
                    tx,
                    run.id(),
                    1,
                    List.of(
                            new Annotation(
                                    job,
                                    2,
                                    AnnotationLevel.FAILURE,
                                    "",
                                    "Process completed with exit code 2.",
                                    "",
                                    0,
                                    0)));
        });

        assertThat(only(Attention.FailedRun.class).failure())
                .as("what every failed step says tells nothing more")
                .isEqualTo(new FirstFailure("build", "Compile", 2, Cause.EXIT_CODE, "", "", 0));
    }

    @Test
    void aJobThatFailedBecauseOfAnotherOneIsNotTheFirst() {
        change(tx -> {
            Run run = new SampleRun().insert(tx, shop);
            SampleData.add(tx, run, "deploy", "test");
            SampleData.finish(tx, run, Conclusion.FAILURE);
            tx.sql()
                    .execute(
                            "update jobs set cause = 'dependency', finished_at = now() - interval '1 minute' where key = 'deploy'");
        });
        assertThat(only(Attention.FailedRun.class).failure().job()).isEqualTo("test");
    }

    /// A second attempt that fails as well.
    private void again(Run run) {
        change(tx -> {
            Runs.startAttempt(tx, run.id());
            RepeatedJobs.repeat(tx, SampleData.jobsOf(tx, run), 2, "ana");
            Jobs.ofRun(tx, run.id(), 2)
                    .forEach(job ->
                            Jobs.finish(
                                    tx,
                                    job.id(),
                                    JobResult.withoutRunner(
                                            Conclusion.FAILURE, Cause.EXIT_CODE, "Again")));
            Runs.finish(tx, run.id(), Conclusion.FAILURE, Cause.EXIT_CODE);
        });
    }

    @Test
    void aCancelledRunNeitherFailsNorMends() {
        Run failed = ended("ci", Conclusion.FAILURE);
        ended("ci", Conclusion.CANCELLED);

        assertThat(only(Attention.FailedRun.class).run().id()).isEqualTo(failed.id());
        assertThat(only(Attention.FailedRun.class).inARow()).isEqualTo(1);
    }

    @Test
    void runsOfOtherBranchesAndDisabledPipelinesNeedNobody() {
        change(tx -> {
            Run feature = new SampleRun().on("refs/heads/feature").insert(tx, shop);
            SampleData.finish(tx, feature, Conclusion.FAILURE);
        });
        ended("off", Conclusion.FAILURE);
        execute("update pipelines set enabled = false where name = 'off'");

        assertThat(all()).isEmpty();
    }

    @Test
    void theLastPipelineToFailComesFirst() {
        Run ci = ended("ci", Conclusion.FAILURE);
        Run nightly = ended("nightly", Conclusion.FAILURE);

        assertThat(all())
                .extracting(attention -> ((Attention.FailedRun) attention).run().id())
                .containsExactly(nightly.id(), ci.id());
    }

    @Test
    void theDetailIsTheFirstFailureThatSomebodyWrote() {
        change(tx -> {
            Run run = new SampleRun().insert(tx, shop);
            SampleData.add(tx, run, "build");
            Jobs.finish(
                    tx,
                    SampleData.jobOf(tx, run, "build"),
                    JobResult.withoutRunner(Conclusion.FAILURE, Cause.EXIT_CODE, "Exit code 1"));
            SampleData.finish(tx, run, Conclusion.FAILURE);
        });
        assertThat(only(Attention.FailedRun.class).failure())
                .isEqualTo(
                        new FirstFailure("build", "", null, Cause.EXIT_CODE, "Exit code 1", "", 0));

        change(tx ->
                Annotations.insert(
                        tx,
                        only(Attention.FailedRun.class).run().id(),
                        1,
                        List.of(
                                annotation(AnnotationLevel.WARNING, "Old"),
                                annotation(AnnotationLevel.FAILURE, "Missing semicolon"),
                                annotation(AnnotationLevel.FAILURE, "Missing brace"))));
        assertThat(only(Attention.FailedRun.class).failure().message())
                .isEqualTo("Missing semicolon");
    }

    @Test
    void jobsThatNobodyCouldTakeNeedAPerson() {
        change(tx -> SampleData.queuedRun(tx, shop, "a", "b"));

        Attention.UnschedulableJobs jobs = only(Attention.UnschedulableJobs.class);
        assertThat(jobs.labels())
                .isEqualTo(new AskedLabels(List.of("linux"), false, List.of("linux")));
        assertThat(jobs.jobs()).isEqualTo(2);
        assertThat(jobs.first())
                .extracting(Attention.NamedJob::name)
                .containsExactly("shop / ci #1 › a", "shop / ci #1 › b");

        change(tx -> SampleData.runner(tx, "oak", INSTANCE));
        assertThat(all()).as("an online runner takes them").isEmpty();

        execute("update runners set draining = true");
        assertThat(only(Attention.UnschedulableJobs.class).jobs()).isEqualTo(2);
    }

    @Test
    void atMostThreeRunsOfUnschedulableJobsAreNamed() {
        change(tx -> {
            for (int i = 0; i < 4; i++) {
                SampleData.queuedRun(tx, shop, "a");
            }
        });

        assertThat(only(Attention.UnschedulableJobs.class).first())
                .extracting(Attention.NamedJob::name)
                .containsExactly("shop / ci #1 › a", "shop / ci #2 › a", "shop / ci #3 › a");
    }

    @Test
    void aSilentRunnerNeedsAPersonAndOneThatLeftDoesNot() {
        change(tx -> {
            SampleData.queuedRun(tx, shop, "build");
            SampleData.claim(tx, SampleData.runner(tx, "oak", INSTANCE), INSTANCE);
            SampleData.runner(tx, "elm", INSTANCE);
        });
        execute("update runners set stopped_at = now() where name = 'elm'");
        execute("update runner_heartbeats set heartbeat_at = now() - interval '1 hour'");

        Attention.SilentRunner silent = only(Attention.SilentRunner.class);

        assertThat(silent.name()).isEqualTo("oak");
        assertThat(silent.labels()).containsExactly("linux", "x64");
        assertThat(silent.jobs()).isEqualTo(1);
        assertThat(Duration.between(silent.since(), Instant.now()))
                .isGreaterThan(Duration.ofMinutes(50));
    }

    @Test
    void deliveriesThatFailedOrAreTriedAgainNeedAPersonTheNewestFirst() {
        change(tx -> {
            finish(tx, DeliveryState.FAILED, Optional.of("No such branch"));
            DeliveryId again = SampleData.delivery(tx, shop);
            Deliveries.retryLater(tx, again, "It is away", Duration.ofMinutes(1));
            finish(tx, DeliveryState.IGNORED, Optional.of("No workflow"));
            finish(tx, DeliveryState.PROCESSED, Optional.empty());
            SampleData.delivery(tx, shop);
        });

        List<Attention.FailedDelivery> failed = database.statement(Attentions::failedDeliveries);

        assertThat(failed)
                .extracting(Attention.FailedDelivery::error)
                .containsExactly("It is away", "No such branch");
        assertThat(failed)
                .extracting(Attention.FailedDelivery::retried)
                .containsExactly(true, false);
        assertThat(failed.getFirst().repository()).isEqualTo("shop");
        assertThat(failed.getFirst().event()).isEqualTo("push");
        assertThat(all()).isEqualTo(List.copyOf(failed));
    }

    @Test
    void aDeliveryThatFailedAWeekAgoIsForgotten() {
        change(tx -> finish(tx, DeliveryState.FAILED, Optional.of("No such branch")));
        execute("update hook_deliveries set finished_at = now() - interval '8 days'");

        assertThat(all()).isEmpty();
    }

    @Test
    void notificationsThatGaveUpNeedAPersonWithTheirLastError() {
        execute(
                "insert into outbox_targets (name, kind, url) values ('chat', 'webhook', 'http://c')");
        execute(
                """
                insert into webhooks_outbox (target_id, event, subject, body, state, last_error)
                select t.id, 'run_finished', 'run:1', '{}', s.state, s.error
                from outbox_targets t,
                    (values ('dead', 'Answered 500'), ('dead', 'Answered 404'), ('pending', 'Slow')) s(state, error)
                """);

        Attention.DeadLetters dead = only(Attention.DeadLetters.class);

        assertThat(dead.target()).isEqualTo("chat");
        assertThat(dead.messages()).isEqualTo(2);
        assertThat(dead.lastError()).isEqualTo("Answered 404");
    }

    @Test
    void anEnvironmentThatIsKeptNeedsAPersonWhoKnowsWhoHeldIt() {
        Run first = ended("deploy", Conclusion.FAILURE);
        Run second = ended("deploy", Conclusion.SUCCESS);
        JobId job = database.statement(tx -> SampleData.jobOf(tx, first, "build"));
        change(tx -> {
            EnvironmentId prod = Environments.ensure(tx, shop, "prod");
            Deployments.request(tx, prod, first, job);
            Deployments.request(tx, prod, second, SampleData.jobOf(tx, second, "build"));
            Deployments.begin(tx, Deployments.next(tx, prod).orElseThrow());
        });
        assertThat(all()).as("held, not kept").isEmpty();
        execute(
                "update deployments set state = 'failed', finished_at = now() where job_id = "
                        + job.value());
        execute(
                "update deployment_locks set deployment_id = null, held_since = null, kept_because"
                        + " = 'it failed'");

        Attention.KeptEnvironment kept = only(Attention.KeptEnvironment.class);
        assertThat(kept.environment()).isEqualTo("prod");
        assertThat(kept.repositoryName()).isEqualTo("shop");
        assertThat(kept.because()).isEqualTo("it failed");
        assertThat(kept.holder()).containsExactly(new Attention.NamedJob(first.id(), job, "build"));
        assertThat(kept.waiting()).isEqualTo(1);
        assertThat(kept.forGood()).isTrue();

        execute("update deployment_locks set kept_until = now() + interval '1 minute'");
        assertThat(only(Attention.KeptEnvironment.class).forGood()).isFalse();
        execute("update deployment_locks set kept_until = now() - interval '1 second'");
        assertThat(all()).as("free by itself").isEmpty();
    }

    @Test
    void aHostThatIsAwayNeedsAPersonOnceForAllThatWaitForIt() {
        RepositoryId other = database.transaction(tx -> SampleData.repository(tx, "docs"));
        execute("update repositories set url = 'https://git.example.com/' || name");
        change(tx -> {
            DeliveryId waits = SampleData.delivery(tx, shop);
            Deliveries.retryLater(tx, waits, "It is away", Duration.ofMinutes(1));
            SampleData.delivery(tx, other);
            AwayRemotes.failed(tx, shop, true, "Connection refused", true);
        });

        Attention.AwayRemote away = only(Attention.AwayRemote.class);
        assertThat(away.name()).isEqualTo("git.example.com");
        assertThat(away.repository()).isEqualTo(shop);
        assertThat(away.reason()).isEqualTo("Connection refused");
        assertThat(away.deliveries()).isEqualTo(2);

        change(tx -> {
            AwayRemotes.answered(tx, shop);
            AwayRemotes.failed(tx, other, false, "No such repository", true);
        });
        assertThat(all())
                .filteredOn(Attention.AwayRemote.class::isInstance)
                .extracting(of -> ((Attention.AwayRemote) of).name())
                .containsExactly("docs");
    }

    @Test
    void failedRunsComeBeforeEverythingElse() {
        change(tx -> {
            finish(tx, DeliveryState.FAILED, Optional.of("No such branch"));
            SampleData.queuedRun(tx, shop, "a");
            SampleData.runner(tx, "oak", INSTANCE);
        });
        execute("update runner_heartbeats set heartbeat_at = now() - interval '1 hour'");
        ended("nightly", Conclusion.FAILURE);

        assertThat(all())
                .hasExactlyElementsOfTypes(
                        Attention.FailedRun.class,
                        Attention.UnschedulableJobs.class,
                        Attention.SilentRunner.class,
                        Attention.FailedDelivery.class);
    }

    private static Annotation annotation(AnnotationLevel level, String message) {
        return new Annotation(null, 0, level, "", message, "", 0, 0);
    }

    /// A run of the default branch that ended like this.
    private Run ended(String workflow, Conclusion conclusion) {
        return database.transaction(tx -> {
            Run run = new SampleRun().of(workflow).insert(tx, shop);
            SampleData.add(tx, run, "build");
            SampleData.finish(tx, run, conclusion);
            return run;
        });
    }

    private void finish(Tx tx, DeliveryState state, Optional<String> error) {
        Deliveries.finish(tx, SampleData.delivery(tx, shop), state, error);
    }

    private List<Attention> all() {
        return database.statement(Attentions::all);
    }

    private <T extends Attention> T only(Class<T> kind) {
        List<Attention> all = all();
        assertThat(all).hasSize(1);
        return kind.cast(all.getFirst());
    }

    private void execute(String statement) {
        database.statement(tx -> tx.sql().execute(statement));
    }

    private void change(Consumer<Tx> statements) {
        database.transaction(tx -> {
            statements.accept(tx);
            return true;
        });
    }
}
