package dev.minijenkin.db.view.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.SampleRun;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.TokenId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.Work;
import dev.minijenkin.db.artifact.ArtifactId;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.outbox.MessageId;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.testreport.TestReportId;
import dev.minijenkin.db.token.TokenReach;
import dev.minijenkin.db.view.api.command.ApiCommand;
import dev.minijenkin.db.view.api.command.ApiCommands;
import dev.minijenkin.db.view.api.delivery.ApiDeliveries;
import dev.minijenkin.db.view.api.delivery.ApiHookDelivery;
import dev.minijenkin.db.view.api.deployment.ApiDeployments;
import dev.minijenkin.db.view.api.job.ApiJobs;
import dev.minijenkin.db.view.api.page.ApiPage;
import dev.minijenkin.db.view.api.page.PageRequest;
import dev.minijenkin.db.view.api.repository.ApiRepositories;
import dev.minijenkin.db.view.api.repository.ApiRepository;
import dev.minijenkin.db.view.api.run.ApiArtifacts;
import dev.minijenkin.db.view.api.run.ApiRun;
import dev.minijenkin.db.view.api.run.ApiRunFilter;
import dev.minijenkin.db.view.api.run.ApiRuns;
import dev.minijenkin.db.view.api.run.ApiSummaries;
import dev.minijenkin.db.view.api.runner.ApiRunners;
import dev.minijenkin.db.view.api.stats.ApiStats;
import dev.minijenkin.db.view.api.test.ApiTests;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What the REST interface reads: whole walks by pages, within a reach, by keys however much there
/// is, and nothing that a viewer may not.
class ApiPagesTest {
    private static final int OTHERS = 20_000;

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database owner = test.open();
    private final RepositoryId shop = owner.transaction(tx -> SampleData.repository(tx, "shop"));
    private final RepositoryId other = owner.transaction(tx -> SampleData.repository(tx, "other"));

    @Test
    void aWalkByPagesMeetsEachRunOnceTheNewestFirst() {
        List<Long> ids = new ArrayList<>(runs(25).stream().map(run -> run.id().value()).toList());
        List<Long> walked = walk(ApiRunFilter.ALL, TokenReach.everything(), 10);
        assertThat(walked).containsExactlyElementsOf(ids.reversed());
    }

    @Test
    void eachFilterFindsItsRunsAndNoOther() {
        List<Run> runs = runs(6);
        owner.runInTransaction(tx -> SampleData.finish(tx, runs.get(1), Conclusion.FAILURE));
        PipelineId pipeline = runs.get(0).pipeline();
        Run tag =
                owner.transaction(
                        tx -> new SampleRun().on("refs/tags/v1").by("bob").insert(tx, other));
        assertThat(walk(new ApiRunFilter(other, null, null, null, null, null, null, null, null)))
                .containsExactly(tag.id().value());
        assertThat(walk(new ApiRunFilter(null, pipeline, null, null, null, null, null, null, null)))
                .hasSize(6);
        assertThat(
                        walk(
                                new ApiRunFilter(
                                        null,
                                        pipeline,
                                        "refs/heads/main",
                                        null,
                                        null,
                                        "failure",
                                        null,
                                        null,
                                        null)))
                .containsExactly(runs.get(1).id().value());
        assertThat(
                        walk(
                                new ApiRunFilter(
                                        other, pipeline, null, null, null, null, null, null, null)))
                .as("a pipeline of another repository")
                .isEmpty();
        assertThat(walk(new ApiRunFilter(null, null, null, null, null, null, null, "bob", null)))
                .containsExactly(tag.id().value());
        assertThat(walk(new ApiRunFilter(null, null, null, null, "queued", null, null, null, null)))
                .hasSize(6);
        assertThat(walk(new ApiRunFilter(null, null, null, "v1", null, null, null, null, null)))
                .containsExactly(tag.id().value());
    }

    @Test
    void nothingIsSeenBeyondTheReach() {
        Run run = runs(1).getFirst();
        TokenReach ofOther = new TokenReach.Only(Set.of(other));
        Run seen = owner.transaction(tx -> SampleData.queuedRun(tx, other, "build"));
        JobId job = owner.transaction(tx -> SampleData.jobsOf(tx, run)).getFirst();

        assertThat(walk(ApiRunFilter.ALL, ofOther, 10)).containsExactly(seen.id().value());
        assertThat(
                        walk(
                                new ApiRunFilter(
                                        shop, null, null, null, null, null, null, null, null),
                                ofOther,
                                10))
                .isEmpty();
        assertThat(owner.transaction(tx -> ApiRuns.find(tx, ofOther, run.id())).isPresent())
                .isFalse();
        assertThat(owner.transaction(tx -> ApiJobs.find(tx, ofOther, job)).isPresent()).isFalse();
        assertThat(owner.transaction(tx -> ApiJobs.queue(tx, first(ofOther), null)).items())
                .hasSize(1);
        assertThat(owner.transaction(tx -> ApiRepositories.page(tx, first(ofOther), null)).items())
                .extracting(ApiRepository::name)
                .containsExactly("other");
        assertThat(
                        owner.transaction(tx ->
                                        ApiDeliveries.incoming(tx, first(ofOther), null, null))
                                .items())
                .extracting(ApiHookDelivery::repository)
                .containsOnly("other");
    }

    /// With rows of others before and behind, and plans that were made while there was little.
    @Test
    void eachReadIsByKeyAndByNothingThatAViewerMayNot() {
        Run run = runs(3).getFirst();
        JobId job = owner.transaction(tx -> SampleData.jobsOf(tx, run)).getFirst();
        owner.runInTransaction(tx -> SampleData.runner(tx, "oak", UUID.randomUUID()));
        try (Database viewer =
                Database.open(
                        test.memberOf("mj_viewer").withMaximumConnections(1), HintSink.NONE)) {
            Map<String, Work<?>> reads = reads(run, job);
            reads.values().forEach(viewer::statement);
            fill();
            test.rows().execute("analyze");
            Map<String, Long> read = new TreeMap<>();
            reads.forEach((name, work) -> {
                reset(viewer);
                viewer.statement(work);
                read.put(name, looks(viewer));
            });
            assertThat(read)
                    .allSatisfy((name, rows) -> assertThat(rows).as(name).isLessThan(8_000));
        }
    }

    private Map<String, Work<?>> reads(Run run, JobId job) {
        PageRequest page = first(TokenReach.everything());
        PageRequest within = first(new TokenReach.Only(Set.of(shop)));
        PipelineId pipeline = run.pipeline();
        Map<String, Work<?>> reads = new TreeMap<>();
        reads.put("repositories", tx -> ApiRepositories.page(tx, page, null));
        reads.put("repository by name", tx -> ApiRepositories.page(tx, page, "shop"));
        reads.put("pipelines", tx -> ApiRepositories.pipelines(tx, page, shop));
        reads.put(
                "pipeline", tx -> ApiRepositories.pipeline(tx, TokenReach.everything(), pipeline));
        reads.put("runs", tx -> ApiRuns.page(tx, page, ApiRunFilter.ALL));
        reads.put("runs within", tx -> ApiRuns.page(tx, within, ApiRunFilter.ALL));
        reads.put(
                "runs of nobody",
                tx ->
                        ApiRuns.page(
                                tx,
                                page,
                                new ApiRunFilter(
                                        null, null, null, null, null, null, null, "nobody", null)));
        reads.put(
                "runs of a pipeline",
                tx ->
                        ApiRuns.page(
                                tx,
                                page,
                                new ApiRunFilter(
                                        null, pipeline, null, null, null, null, null, null, null)));
        reads.put(
                "runs of a ref",
                tx ->
                        ApiRuns.page(
                                tx,
                                page,
                                new ApiRunFilter(
                                        null,
                                        pipeline,
                                        "refs/heads/main",
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null)));
        reads.put(
                "open runs",
                tx ->
                        ApiRuns.page(
                                tx,
                                page,
                                new ApiRunFilter(
                                        null, null, null, null, "queued", null, null, null, null)));
        reads.put("run", tx -> ApiRuns.find(tx, TokenReach.everything(), run.id()));
        reads.put("annotations", tx -> ApiRuns.annotations(tx, page, run.id()));
        reads.put("jobs", tx -> ApiJobs.ofRun(tx, page, run.id(), null));
        reads.put("job", tx -> ApiJobs.find(tx, TokenReach.everything(), job));
        reads.put("steps", tx -> ApiJobs.steps(tx, job));
        reads.put("reasons", tx -> ApiJobs.reasons(tx, job));
        reads.put("queue", tx -> ApiJobs.queue(tx, page, null));
        reads.put("runners", tx -> ApiRunners.page(tx, page, "linux"));
        reads.put("runner", tx -> ApiRunners.find(tx, new RunnerId(1)));
        reads.put("environments", tx -> ApiDeployments.environments(tx, page, shop));
        reads.put(
                "environment",
                tx ->
                        ApiDeployments.environment(
                                tx, TokenReach.everything(), new EnvironmentId(1)));
        reads.put(
                "deployments",
                tx -> ApiDeployments.page(tx, page, new EnvironmentId(1), "waiting"));
        reads.put("deployment", tx -> ApiDeployments.find(tx, TokenReach.everything(), 1));
        reads.put("hooks", tx -> ApiDeliveries.incoming(tx, page, null, "failed"));
        reads.put("hooks of one", tx -> ApiDeliveries.incoming(tx, page, shop, null));
        reads.put("hook", tx -> ApiDeliveries.find(tx, TokenReach.everything(), new DeliveryId(1)));
        reads.put("messages", tx -> ApiDeliveries.messages(tx, page, "x", null));
        reads.put("dead letters", tx -> ApiDeliveries.messages(tx, page, null, "dead"));
        reads.put("message", tx -> ApiDeliveries.message(tx, new MessageId(1)));
        reads.put("targets", tx -> ApiDeliveries.targets(tx, page));
        reads.put("commands", tx -> commands(tx, null, null));
        reads.put("commands of a run", tx -> commands(tx, run.id(), null));
        reads.put("pending commands", tx -> commands(tx, null, "pending"));
        reads.put(
                "command",
                tx ->
                        ApiCommands.find(
                                tx, TokenReach.everything(), new TokenId(1), new CommandId(1)));
        TokenReach all = TokenReach.everything();
        reads.put("artifacts", tx -> ApiArtifacts.ofRun(tx, page, run.id(), null));
        reads.put("artifact", tx -> ApiArtifacts.find(tx, all, new ArtifactId(1)));
        reads.put("summaries", tx -> ApiSummaries.ofRun(tx, page, run.id(), null));
        reads.put("reports", tx -> ApiTests.ofRun(tx, page, run.id(), null));
        reads.put("report", tx -> ApiTests.find(tx, all, new TestReportId(1)));
        reads.put("passed tests", tx -> ApiTests.results(tx, page, new TestReportId(1), "passed"));
        reads.put("failed tests", tx -> ApiTests.failed(tx, run.id(), 1, 50));
        reads.put("failing tests", tx -> ApiTests.history(tx, shop, 50));
        reads.put("figures", ApiStats::figures);
        reads.put("minutes", tx -> ApiStats.minutes(tx, Instant.EPOCH, Instant.now(), 1440));
        return reads;
    }

    private static ApiPage<ApiCommand> commands(
            Tx tx, @Nullable RunId run, @Nullable String state) {
        return ApiCommands.page(
                tx,
                first(TokenReach.everything()),
                new TokenId(1),
                new ApiCommands.Filter(run, null, null, state, null));
    }

    private void fill() {
        test.rows()
                .execute(
                        """
                        insert into pipelines (repository_id, path, name) values (%d, 'x.yml', 'x');
                        insert into pipeline_runs (pipeline_id, repository_id, number, title, event, ref, commit_sha, actor,
                            state, conclusion, finished_at)
                        select p.id, p.repository_id, n, 't', 'push', 'refs/heads/main', repeat('a', 40), 'x',
                            'finished', 'success', now()
                        from pipelines p, generate_series(1, %2$d) n where p.name = 'x';
                        insert into jobs (run_id, attempt, repository_id, key, name, priority, state, conclusion, finished_at,
                            label_set_id, claims_left)
                        select r.id, 1, r.repository_id, 'build', 'build', 50, 'finished', 'success', now(),
                            (select min(id) from label_sets), 1
                        from pipeline_runs r where r.actor = 'x';
                        insert into hook_deliveries (repository_id, source, delivery_key, event, payload, state, finished_at)
                        select %1$d, 'github', 'k' || n, 'push', '', 'processed', now() from generate_series(1, %2$d) n;
                        insert into commands (kind, actor, state, outcome, executed_at)
                        select 'cancel', 'x', 'done', 'Done.', now() from generate_series(1, %2$d) n;
                        insert into webhooks_outbox (target_id, event, subject, body)
                        select 1, 'run_finished', 's', '{}' from generate_series(1, %2$d) n;
                        insert into artifacts (run_id, attempt, job_id, name, sha256, complete, expires_at)
                        select run_id, attempt, id, 'x', sha256('x'), true, now() + interval '1 day' from jobs;
                        insert into test_reports (repository_id, run_id, attempt, job_id, step_number, name, complete)
                        select repository_id, run_id, attempt, id, 1, 'unit', true from jobs order by id;
                        insert into test_cases (repository_id, suite, name)
                        select o.id, '', 'test ' || n from repositories o, generate_series(1, 100) n;
                        insert into test_results (report_id, seq, case_id, outcome, milliseconds)
                        select r.id, n, k.id, case when n = 7 then 'failed' else 'passed' end, 1
                        from test_reports r, generate_series(0, 2) n
                        join lateral (select min(id) + n as id from test_cases where repository_id = %1$d) k on true
                        where r.id < 2000 or r.repository_id <> %1$d;
                        insert into environments (repository_id, name) select %1$d, 'e' || n from generate_series(1, 1000) n;
                        insert into minute_figures (minute)
                        select now() - make_interval(mins => n) from generate_series(1, %2$d) n;
                        """
                                .formatted(other.value(), OTHERS));
    }

    private void reset(Database viewer) {
        viewer.run(tx -> tx.sql().execute("select pg_stat_force_next_flush()"));
        test.rows().execute("select pg_stat_force_next_flush()");
        test.rows().execute("select pg_stat_reset()");
    }

    private long looks(Database viewer) {
        viewer.run(tx -> tx.sql().execute("select pg_stat_force_next_flush()"));
        return Long.parseLong(
                test.rows()
                        .text(
                                "select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint from pg_stat_user_tables"));
    }

    private static PageRequest first(TokenReach reach) {
        return new PageRequest(reach, null, 50);
    }

    private List<Run> runs(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> owner.transaction(tx -> SampleData.queuedRun(tx, shop, "build")))
                .toList();
    }

    private List<Long> walk(ApiRunFilter filter) {
        return walk(filter, TokenReach.everything(), 4);
    }

    private List<Long> walk(ApiRunFilter filter, TokenReach reach, int limit) {
        return walk(after ->
                owner.transaction(
                        tx -> ApiRuns.page(tx, new PageRequest(reach, after, limit), filter)));
    }

    private static List<Long> walk(Function<@Nullable Long, ApiPage<ApiRun>> pages) {
        List<Long> ids = new ArrayList<>();
        Long after = null;
        do {
            ApiPage<ApiRun> page = pages.apply(after);
            page.items().forEach(run -> ids.add(run.id()));
            after = page.next();
        } while (after != null);
        return ids;
    }
}
