package dev.minijenkin.db.view.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
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
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.db.run.job.RepeatedJobs;
import dev.minijenkin.db.run.job.WaitingReason;
import dev.minijenkin.db.run.start.NewJobs;
import dev.minijenkin.db.stats.RollUps;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RunViewsTest {
    private static final String OTHER_COMMIT = "abcdef0123456789abcdef0123456789abcdef01";

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
    private final RepositoryId docs = database.transaction(tx -> SampleData.repository(tx, "docs"));

    @Test
    void aRunIsShownWithItsPipelineAndRepository() {
        Run run = insert(shop, new SampleRun().titled("Fix it").on("refs/tags/v1").by("bo"));

        RunView view = find(run.id()).orElseThrow();

        assertThat(view.pipeline().title()).isEqualTo("shop / ci");
        assertThat(view.origin().title()).isEqualTo("Fix it");
        assertThat(view.number()).isEqualTo(run.number());
        assertThat(view.origin().actor()).isEqualTo("bo");
        assertThat(view.origin().shortRef()).isEqualTo("v1");
        assertThat(view.origin().shortSha()).isEqualTo("0123456");
        assertThat(view.status().state()).isEqualTo(RunState.QUEUED);
        assertThat(view.open()).isTrue();
        assertThat(view.times().finished()).isNull();
        assertThat(view.times().usual()).isNull();
        assertThat(view.status().waiting()).isEqualTo(RunView.Waiting.none());
        assertThat(find(new RunId(999))).isEmpty();
    }

    @Test
    void theJobsOfTheCurrentAttemptAreCountedWithoutCalls() {
        Run run = blocked("a", "b", "c", "d");
        change(tx -> {
            JobId a = SampleData.jobOf(tx, run, "a");
            JobId b = SampleData.jobOf(tx, run, "b");
            JobId call = NewJobs.insert(tx, run, List.of(SampleData.call("call", ""))).getFirst();
            NewJobs.expand(tx, call, "./called.yml");
            end(tx, a, Conclusion.SUCCESS);
            end(tx, b, Conclusion.TIMED_OUT);
            Jobs.await(tx, SampleData.jobOf(tx, run, "c"), WaitingReason.DEPLOYMENT_LOCK, "Waits");
            RepeatedJobs.repeat(tx, List.of(a), 2, "bo");
        });

        RunView view = find(run.id()).orElseThrow();
        assertThat(view.jobs()).isEqualTo(new RunView.JobCounts(4, 1));
        assertThat(view.status().state()).isEqualTo(RunState.WAITING);
        assertThat(view.status().waiting().reason()).isEqualTo("deployment_lock");
        assertThat(view.status().waiting().message()).isEqualTo("Waits");

        change(tx -> Runs.startAttempt(tx, run.id()));
        RunView again = find(run.id()).orElseThrow();
        assertThat(again.jobs()).isEqualTo(new RunView.JobCounts(1, 0));
    }

    @Test
    void whatIsUsualComesFromTheFiguresOfThePipeline() {
        Run run = blocked("a");
        change(tx ->
                tx.sql()
                        .execute(
                                "update pipeline_runs set started_at = now() - interval '20"
                                        + " seconds'"));
        finish(run, Conclusion.SUCCESS);
        database.transaction(RollUps::add);

        assertThat(find(run.id()).orElseThrow().times().usual())
                .isBetween(Duration.ofMillis(19_500), Duration.ofMillis(20_800));
    }

    @Test
    void pagesGoFromTheNewestRunBack() {
        Run first = insert(shop, new SampleRun());
        Run second = insert(docs, new SampleRun());
        Run third = insert(shop, new SampleRun());

        assertThat(page(null, 2)).containsExactly(third.id(), second.id());
        assertThat(page(second.id(), 2)).containsExactly(first.id());
        assertThat(page(first.id(), 2)).isEmpty();
    }

    @Test
    void thoseAmongSomeRunsThatMeetTheCriteriaAreShown() {
        Run ana = insert(shop, new SampleRun());
        Run bo = insert(shop, new SampleRun().by("bo"));
        insert(shop, new SampleRun().by("bo"));

        assertThat(among(List.of(), List.of(ana.id(), bo.id()))).containsExactly(bo.id(), ana.id());
        assertThat(among(List.of(new RunCriterion.ActorIs("bo")), List.of(ana.id(), bo.id())))
                .containsExactly(bo.id());
        assertThat(among(List.of(), List.of())).isEmpty();
    }

    @Test
    void matchingRunsAreCountedUpToALimit() {
        for (int i = 0; i < 3; i++) {
            insert(shop, new SampleRun());
        }
        insert(docs, new SampleRun());
        List<RunCriterion> inShop = List.of(new RunCriterion.PipelineIs("shop"));

        assertThat(matching(inShop, 100)).isEqualTo(3);
        assertThat(matching(inShop, 2)).isEqualTo(2);
        assertThat(matching(List.of(), 100)).isEqualTo(4);
    }

    @Test
    void openRunsComeTheOldestFirstAndFinishedOnesTheLastFirst() {
        Run first = blocked("a");
        Run second = blocked("a");
        Run third = blocked("a");
        Run fourth = blocked("a");
        finish(third, Conclusion.SUCCESS);
        finish(first, Conclusion.FAILURE);

        List<RunView> open = database.statement(tx -> RunViews.waiting(tx, 10));
        assertThat(open).extracting(RunView::id).containsExactly(second.id(), fourth.id());
        List<RunView> oldest = database.statement(tx -> RunViews.waiting(tx, 1));
        assertThat(oldest).extracting(RunView::id).containsExactly(second.id());
        List<RunView> finished = database.statement(tx -> RunViews.finished(tx, 10));
        assertThat(finished).extracting(RunView::id).containsExactly(first.id(), third.id());
        List<RunView> last = database.statement(tx -> RunViews.finished(tx, 1));
        assertThat(last).extracting(RunView::id).containsExactly(first.id());
    }

    @Test
    void runsAreCountedByWhatAPersonAsksForFirst() {
        assertThat(counts()).isEqualTo(new RunCounts(0, 0, 0, 0, 0));
        blocked("a");
        blocked("a");
        Run waiting = blocked("a");
        Run running = blocked("a");
        Run good = blocked("a");
        Run bad = blocked("a");
        Run late = blocked("a");
        Run old = blocked("a");
        finish(old, Conclusion.FAILURE);
        change(tx -> {
            set(tx, old, "finished_at = now() - interval '25 hours'");
            tx.sql().execute("update ended_runs set ended_at = now() - interval '25 hours'");
        });
        finish(good, Conclusion.SUCCESS);
        finish(bad, Conclusion.FAILURE);
        finish(late, Conclusion.TIMED_OUT);
        change(tx -> {
            Runs.await(tx, waiting.id(), "Waits");
            set(tx, running, "state = 'running'");
        });

        assertThat(counts()).isEqualTo(new RunCounts(8, 1, 2, 1, 2));
    }

    @Test
    void aRunThatHasBegunRunsOnlyWhileARunnerHasAJobOfIt() {
        Run run = blocked("a", "b", "c");
        change(tx -> {
            set(tx, run, "state = 'running'");
            jobs(tx, run, "a", "state = 'running', started_at = now()");
            jobs(tx, run, "b", "state = 'queued', queued_at = now()");
        });
        assertThat(now(run)).isEqualTo(RunState.RUNNING);
        assertThat(counts()).isEqualTo(new RunCounts(1, 1, 0, 0, 0));
        assertThat(runs(RunViews::running)).containsExactly(run.id());

        change(tx -> end(tx, SampleData.jobOf(tx, run, "a"), Conclusion.SUCCESS));
        assertThat(now(run)).as("one stands in the queue").isEqualTo(RunState.QUEUED);
        assertThat(counts()).isEqualTo(new RunCounts(1, 0, 1, 0, 0));
        assertThat(page(Set.of("queued"))).containsExactly(run.id());
        assertThat(page(Set.of("running"))).isEmpty();
        assertThat(runs(RunViews::running)).isEmpty();
        assertThat(runs(RunViews::waiting)).containsExactly(run.id());

        change(tx ->
                Jobs.await(tx, SampleData.jobOf(tx, run, "c"), WaitingReason.APPROVAL, "Asks bo"));
        assertThat(now(run)).as("one waits for a person").isEqualTo(RunState.WAITING);
        assertThat(counts()).isEqualTo(new RunCounts(1, 0, 0, 1, 0));
        assertThat(find(run.id()).orElseThrow().status().waiting().message()).isEqualTo("Asks bo");
    }

    @Test
    void aRunSaysThatNoRunnerHasALabel() {
        Run run = database.transaction(tx -> SampleData.queuedRun(tx, shop, "a"));
        AskedLabels asked = find(run.id()).orElseThrow().status().waiting().labels();
        assertThat(asked).isEqualTo(new AskedLabels(List.of("linux"), false, List.of("linux")));

        change(tx -> SampleData.runner(tx, "oak", new UUID(0, 1)));
        asked = find(run.id()).orElseThrow().status().waiting().labels();
        assertThat(asked).isEqualTo(AskedLabels.served(List.of("linux")));
    }

    @Test
    void aWorkflowWithoutANameIsCalledByItsFile() {
        Run run = insert(shop, new SampleRun().of("apply"));
        change(tx ->
                tx.sql()
                        .execute(
                                "update pipelines set path = '.mini-jenkin/workflows/apply.yml', name = '.mini-jenkin/workflows/apply.yml'"));

        assertThat(find(run.id()).orElseThrow().pipeline().title()).isEqualTo("shop / apply.yml");
        assertThat(among(List.of(new RunCriterion.PipelineIs("shop/apply.yml")), List.of(run.id())))
                .containsExactly(run.id());
    }

    private RunState now(Run run) {
        return find(run.id()).orElseThrow().status().state();
    }

    private List<RunId> runs(BiFunction<Tx, Integer, List<RunView>> query) {
        return database.statement(tx -> query.apply(tx, 10)).stream().map(RunView::id).toList();
    }

    private List<RunId> page(Set<String> states) {
        return database
                .statement(tx ->
                        RunViews.page(tx, List.of(new RunCriterion.StateIs(states)), null, 10))
                .stream()
                .map(RunView::id)
                .toList();
    }

    private static void jobs(Tx tx, Run run, String key, String values) {
        tx.sql()
                .execute(
                        "update jobs set " + values + " where run_id = ? and key = ?",
                        run.id().value(),
                        key);
    }

    @Test
    void pipelinesAreFoundByPartsOfTheirNames() {
        Run ci = insert(shop, new SampleRun());
        Run nightly = insert(shop, new SampleRun().of("nightly"));
        Run other = insert(docs, new SampleRun());

        assertThat(found(new RunCriterion.PipelineIs("SHO")))
                .containsExactly(nightly.id(), ci.id());
        assertThat(found(new RunCriterion.PipelineIs("ight"))).containsExactly(nightly.id());
        assertThat(found(new RunCriterion.PipelineIs("docs/c"))).containsExactly(other.id());
        assertThat(found(new RunCriterion.PipelineIs("%"))).isEmpty();
    }

    @Test
    void branchesAndTagsAreFoundByPatterns() {
        Run main = insert(shop, new SampleRun());
        Run feature = insert(shop, new SampleRun().on("refs/heads/feature/a_b"));
        Run tag = insert(shop, new SampleRun().on("refs/tags/v1.2"));

        assertThat(found(new RunCriterion.BranchIs("main"))).containsExactly(main.id());
        assertThat(found(new RunCriterion.BranchIs("ma"))).isEmpty();
        assertThat(found(new RunCriterion.BranchIs("feature/*"))).containsExactly(feature.id());
        assertThat(found(new RunCriterion.BranchIs("v*"))).containsExactly(tag.id());
        assertThat(found(new RunCriterion.BranchIs("mai_"))).as("taken literally").isEmpty();
        assertThat(found(new RunCriterion.BranchIs("feature/a_b"))).containsExactly(feature.id());
        assertThat(found(new RunCriterion.BranchIs("%"))).isEmpty();
    }

    @Test
    void statesConclusionsAndCausesAreWordsAlike() {
        Run queued = blocked("a");
        Run good = blocked("a");
        Run bad = blocked("a");
        finish(good, Conclusion.SUCCESS);
        finish(bad, Conclusion.FAILURE);

        assertThat(found(new RunCriterion.StateIs(Set.of("queued")))).containsExactly(queued.id());
        assertThat(found(new RunCriterion.StateIs(Set.of("success", "queued"))))
                .containsExactly(good.id(), queued.id());
        assertThat(found(new RunCriterion.StateIs(Set.of("exit_code")))).containsExactly(bad.id());
        assertThat(found(new RunCriterion.Not(new RunCriterion.StateIs(Set.of("failure")))))
                .as("those without a conclusion too")
                .containsExactly(good.id(), queued.id());
    }

    @Test
    void actorsEventsAndNumbersAreFound() {
        Run first = insert(shop, new SampleRun());
        Run second = insert(shop, new SampleRun().by("Bo").because("schedule"));

        assertThat(found(new RunCriterion.ActorIs("bO"))).containsExactly(second.id());
        assertThat(found(new RunCriterion.EventIs("schedule"))).containsExactly(second.id());
        assertThat(found(new RunCriterion.NumberIs(1))).containsExactly(first.id());
        assertThat(found(new RunCriterion.NumberIs(1), new RunCriterion.ActorIs("bo"))).isEmpty();
    }

    @Test
    void runsOfASpanAreFound() {
        Run old = insert(shop, new SampleRun());
        Run fresh = insert(shop, new SampleRun());
        change(tx -> set(tx, old, "created_at = now() - interval '2 hours'"));

        assertThat(found(new RunCriterion.CreatedWithin(Duration.ofHours(1))))
                .containsExactly(fresh.id());
        assertThat(found(new RunCriterion.CreatedWithin(Duration.ofHours(3))))
                .containsExactly(fresh.id(), old.id());
    }

    @Test
    void aTextIsFoundInTitlesNamesRefsAndAtTheStartOfACommit() {
        Run title = insert(shop, new SampleRun().titled("50% faster"));
        Run commit = insert(shop, new SampleRun().at(OTHER_COMMIT));
        Run ref = insert(docs, new SampleRun().on("refs/heads/spring"));

        assertThat(found(new RunCriterion.TextContains("0% FAST"))).containsExactly(title.id());
        assertThat(found(new RunCriterion.TextContains("ABCDEF01"))).containsExactly(commit.id());
        assertThat(found(new RunCriterion.TextContains("bcdef01"))).isEmpty();
        assertThat(found(new RunCriterion.TextContains("spri"))).containsExactly(ref.id());
        assertThat(found(new RunCriterion.TextContains("DOCS"))).containsExactly(ref.id());
        assertThat(found(new RunCriterion.TextContains("_"))).isEmpty();
    }

    private Run insert(RepositoryId repository, SampleRun run) {
        return database.transaction(tx -> run.insert(tx, repository));
    }

    private Run blocked(String... keys) {
        return database.transaction(tx -> SampleData.blockedRun(tx, shop, keys));
    }

    private void finish(Run run, Conclusion conclusion) {
        change(tx -> SampleData.finish(tx, run, conclusion));
    }

    private static void end(Tx tx, JobId job, Conclusion conclusion) {
        Jobs.finish(tx, job, JobResult.withoutRunner(conclusion, Cause.TIMEOUT, null));
    }

    private static void set(Tx tx, Run run, String change) {
        tx.sql().execute("update pipeline_runs set " + change + " where id = ?", run.id().value());
    }

    private void change(Consumer<Tx> statements) {
        database.transaction(tx -> {
            statements.accept(tx);
            return true;
        });
    }

    private Optional<RunView> find(RunId run) {
        return database.statement(tx -> RunViews.find(tx, run));
    }

    private List<RunId> page(@Nullable RunId before, int limit) {
        return database.statement(tx -> RunViews.page(tx, List.of(), before, limit)).stream()
                .map(RunView::id)
                .toList();
    }

    private List<RunId> among(List<RunCriterion> criteria, List<RunId> runs) {
        return database.statement(tx -> RunViews.among(tx, criteria, runs)).stream()
                .map(RunView::id)
                .toList();
    }

    private int matching(List<RunCriterion> criteria, int limit) {
        return database.statement(tx -> RunViews.matching(tx, criteria, limit));
    }

    private RunCounts counts() {
        return database.statement(RunViews::counts);
    }

    /// The newest first.
    private List<RunId> found(RunCriterion... criteria) {
        return database.statement(tx -> RunViews.page(tx, List.of(criteria), null, 100)).stream()
                .map(RunView::id)
                .toList();
    }
}
