package dev.minijenkin.db.view.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.SampleRun;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.DeliveryState;
import dev.minijenkin.db.run.Annotation;
import dev.minijenkin.db.run.AnnotationLevel;
import dev.minijenkin.db.run.Annotations;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.JobResult;
import dev.minijenkin.db.run.Jobs;
import dev.minijenkin.db.run.Run;
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
        assertThat(failed.detail()).isEqualTo("build failed");
        assertThat(failed.since()).isEqualTo(failed.run().times().finished());
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
        assertThat(only(Attention.FailedRun.class).detail()).isEqualTo("build: Exit code 1");

        change(tx ->
                Annotations.insert(
                        tx,
                        only(Attention.FailedRun.class).run().id(),
                        1,
                        List.of(
                                annotation(AnnotationLevel.WARNING, "Old"),
                                annotation(AnnotationLevel.FAILURE, "Missing semicolon"),
                                annotation(AnnotationLevel.FAILURE, "Missing brace"))));
        assertThat(only(Attention.FailedRun.class).detail()).isEqualTo("Missing semicolon");
    }

    @Test
    void jobsThatNobodyCouldTakeNeedAPerson() {
        change(tx -> SampleData.queuedRun(tx, shop, "a", "b"));

        Attention.UnschedulableJobs jobs = only(Attention.UnschedulableJobs.class);
        assertThat(jobs.labels()).containsExactly("linux");
        assertThat(jobs.jobs()).isEqualTo(2);
        assertThat(jobs.runs()).containsExactly("shop / ci #1");

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

        assertThat(only(Attention.UnschedulableJobs.class).runs())
                .containsExactly("shop / ci #1", "shop / ci #2", "shop / ci #3");
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
                "insert into outbox_targets (name, kind, url) values ('chat', 'slack', 'http://c')");
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
