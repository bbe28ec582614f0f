package dev.minijenkin.db.view.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.SampleRun;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.db.run.job.RepeatedJobs;
import dev.minijenkin.db.view.runs.RunViews;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RunStoriesTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));

    @Test
    void theFirstAttemptBeginsWithTheRunAndNobodyAskedForItAgain() {
        Run run = ended(Conclusion.FAILURE);

        RunStory story = story(run.id(), 1);

        assertThat(story.attempts())
                .singleElement()
                .satisfies(attempt -> {
                    assertThat(attempt.number()).isEqualTo(1);
                    assertThat(attempt.began()).isEqualTo(created(run.id()));
                    assertThat(attempt.outcome()).isEqualTo(Conclusion.FAILURE);
                    assertThat(attempt.wanted()).isEmpty();
                });
        assertThat(story.path()).endsWith("ci.yml");
        assertThat(story.cancelled()).isEmpty();
        assertThat(story.reason()).isEmpty();
    }

    @Test
    void eachAttemptKnowsWhoAskedForItWhyAndHowItEnded() {
        Run run = ended(Conclusion.FAILURE);
        again(run, 2, "ana", "flaky network");
        end(run, 2, Conclusion.SUCCESS);
        again(run, 3, "bo", null);

        RunStory story = story(run.id(), 3);

        assertThat(story.attempts())
                .extracting(AttemptView::outcome)
                .containsExactly(Conclusion.FAILURE, Conclusion.SUCCESS, null);
        assertThat(story.attempt(2).orElseThrow().wanted())
                .contains(new AttemptView.Deed("ana", "flaky network"));
        assertThat(story.attempt(3).orElseThrow().wanted())
                .contains(new AttemptView.Deed("bo", ""));
        assertThat(story.attempt(3).orElseThrow().began())
                .as("not with the jobs whose results were kept")
                .isAfter(story.attempt(2).orElseThrow().began());
    }

    @Test
    void whoCancelledAnAttemptIsTold() {
        Run run = database.transaction(tx -> SampleData.blockedRun(tx, shop, "build"));
        change(tx -> {
            command(tx, "cancel", "mei", "wrong branch", run.id());
            SampleData.finish(tx, run, Conclusion.CANCELLED);
        });

        assertThat(story(run.id(), 1).cancelled())
                .contains(new AttemptView.Deed("mei", "wrong branch"));
        again(run, 2, "ana", null);
        assertThat(story(run.id(), 2).cancelled()).as("that was the attempt before").isEmpty();
    }

    @Test
    void aRunThatWasStartedByHandKeepsItsInputsAndItsReason() {
        Run run =
                database.transaction(tx -> {
                    long command =
                            tx.sql()
                                    .fetchSingle(
                                            """
                                            insert into commands (kind, reason, repository_id, state, outcome, executed_at)
                                            values ('trigger', 'hotfix', ?, 'done', 'Asked', now()) returning id
                                            """,
                                            shop.value())
                                    .get("id", Long.class);
                    DeliveryId delivery = SampleData.delivery(tx, shop);
                    tx.sql()
                            .execute(
                                    "update hook_deliveries set source = 'command', delivery_key = ? where id = ?",
                                    "command-" + command,
                                    delivery.value());
                    Run made =
                            new SampleRun()
                                    .because("workflow_dispatch")
                                    .askedForBy(delivery)
                                    .insert(tx, shop);
                    tx.sql()
                            .execute(
                                    "update run_sources set inputs = '{\"stage\": \"production\", \"dry\": true}' where run_id = ?",
                                    made.id().value());
                    return made;
                });

        RunStory story = story(run.id(), 1);

        assertThat(story.reason()).isEqualTo("hotfix");
        assertThat(story.inputs())
                .containsEntry("stage", "production")
                .containsEntry("dry", "true");
    }

    @Test
    void nothingIsToldOfARunThatIsGone() {
        assertThat(story(new RunId(999), 1)).isEqualTo(RunStory.none());
    }

    private Instant created(RunId run) {
        return database.statement(tx -> RunViews.find(tx, run).orElseThrow().times().created());
    }

    private Run ended(Conclusion conclusion) {
        return database.transaction(tx -> {
            Run run = SampleData.blockedRun(tx, shop, "lint", "build");
            JobId lint = SampleData.jobOf(tx, run, "lint");
            Jobs.finish(tx, lint, JobResult.withoutRunner(Conclusion.SUCCESS, null, ""));
            SampleData.finish(tx, run, conclusion);
            return run;
        });
    }

    /// Another attempt, as the command makes it: in one transaction, with what succeeded kept.
    private void again(Run run, int attempt, String actor, @Nullable String reason) {
        change(tx -> {
            command(tx, "rerun_failed", actor, reason, run.id());
            Runs.startAttempt(tx, run.id());
            List<JobId> before =
                    Jobs.ofRun(tx, run.id(), attempt - 1).stream().map(job -> job.id()).toList();
            RepeatedJobs.reuse(tx, before.subList(0, before.size() - 1), attempt);
            RepeatedJobs.repeat(tx, List.of(before.getLast()), attempt, actor);
        });
    }

    private void end(Run run, int attempt, Conclusion conclusion) {
        change(tx -> {
            Jobs.ofRun(tx, run.id(), attempt).stream()
                    .filter(job -> job.conclusion() == null)
                    .forEach(job ->
                            Jobs.finish(
                                    tx,
                                    job.id(),
                                    JobResult.withoutRunner(
                                            conclusion,
                                            conclusion == Conclusion.SUCCESS
                                                    ? null
                                                    : Cause.EXIT_CODE,
                                            "")));
            Runs.finish(tx, run.id(), conclusion, null);
        });
    }

    private static void command(
            Tx tx, String kind, String actor, @Nullable String reason, RunId run) {
        tx.sql()
                .execute(
                        """
                        insert into commands (kind, actor, reason, run_id, state, outcome, executed_at)
                        values (?, ?, ?, ?, 'done', 'Done', now())
                        """,
                        kind,
                        actor,
                        reason,
                        run.value());
    }

    private RunStory story(RunId run, int attempt) {
        return database.statement(tx -> RunStories.of(tx, run, attempt));
    }

    private void change(Consumer<Tx> statements) {
        database.transaction(tx -> {
            statements.accept(tx);
            return true;
        });
    }
}
