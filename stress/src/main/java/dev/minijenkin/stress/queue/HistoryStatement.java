package dev.minijenkin.stress.queue;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.claim.ClaimOutcome;
import dev.minijenkin.db.claim.Claims;
import dev.minijenkin.db.claim.LostClaim;
import dev.minijenkin.db.claim.LostClaims;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.deployment.Deployments;
import dev.minijenkin.db.deployment.Environments;
import dev.minijenkin.db.group.Groups;
import dev.minijenkin.db.log.Logs;
import dev.minijenkin.db.run.job.StrandedJobs;
import dev.minijenkin.db.schedule.Schedules;
import dev.minijenkin.db.stats.RollUps;
import dev.minijenkin.db.stats.Stats;
import dev.minijenkin.db.view.explain.Explanations;
import dev.minijenkin.db.view.overview.Attentions;
import dev.minijenkin.db.view.overview.Overviews;
import dev.minijenkin.db.view.run.JobViews;
import dev.minijenkin.db.view.run.RunStories;
import dev.minijenkin.db.view.runs.RunCriterion;
import dev.minijenkin.db.view.runs.RunViews;
import dev.minijenkin.db.view.trigger.PipelineViews;
import dev.minijenkin.stress.bench.BenchDatabase;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// A statement of a chore, of a view of the console or of a command.
///
/// @param name of its figure, with the unit
/// @param before done each time before it, and not measured
record HistoryStatement(String name, Runnable before, Consumer<Tx> work) {
    private static final int ROWS = 50;
    private static final int BATCH = 100;

    /// Jobs that end within the five seconds between two looks.
    private static final int ENDED = 2_500;

    private static HistoryStatement of(String name, Consumer<Tx> work) {
        return new HistoryStatement(name, () -> {}, work);
    }

    static List<HistoryStatement> ofChores(BenchDatabase bench) {
        double[] live =
                bench.numbers(
                        """
                        select c.id, c.job_id, j.run_id
                        from claims c join jobs j on j.id = c.job_id
                        where c.released_at is null order by c.id desc limit 1
                        """);
        ClaimId claim = new ClaimId((long) live[0]);
        LostClaim lost =
                new LostClaim(
                        claim,
                        new JobId((long) live[1]),
                        new RunId((long) live[2]),
                        ClaimOutcome.RUNNER_LOST,
                        true);
        return List.of(
                of("open_work_ms", Stats::countOpenWork),
                new HistoryStatement(
                        "sample_ms",
                        () -> bench.execute("delete from health_samples"),
                        Stats::sampleLastMinute),
                new HistoryStatement("refresh_ms", () -> end(bench), RollUps::add),
                of("commands_ms", Commands::lockNext),
                of("lost_runners_ms", tx -> LostClaims.ofLostRunners(tx, new ClaimId(0), BATCH)),
                of("unacknowledged_ms", tx -> LostClaims.unacknowledged(tx, new ClaimId(0), BATCH)),
                of("lost_claim_ms", tx -> LostClaims.release(tx, lost)),
                of("acknowledge_ms", tx -> Claims.acknowledge(tx, claim, lost.run())),
                of("groups_due_ms", Groups::due),
                of("environments_due_ms", Deployments::due),
                of("schedules_due_ms", tx -> Schedules.due(tx, BATCH)),
                of("stranded_ms", StrandedJobs::find),
                of("log_watchers_ms", Logs::forgetOldWatchers),
                of("group_locks_ms", Groups::forgetUnused),
                of("log_partitions_ms", Stats::ensureLogPartitions));
    }

    private static void end(BenchDatabase bench) {
        bench.execute(
                "insert into ended_jobs select now(), 40 * n % 977, -n from generate_series(1, ?) n",
                ENDED);
        bench.execute(
                """
                insert into ended_runs
                select p.id, now(), 'success', 1000 * n, 1 from generate_series(1, ? / 100) n, pipelines p
                """,
                ENDED);
    }

    static List<HistoryStatement> ofViews(BenchDatabase bench) {
        double[] newest =
                bench.numbers(
                        """
                        select r.id, r.pipeline_id, r.repository_id, j.id
                        from pipeline_runs r join jobs j on j.run_id = r.id
                        where r.finished_at is not null order by r.finished_at desc, j.id limit 1
                        """);
        RunId run = new RunId((long) newest[0]);
        PipelineId pipeline = new PipelineId((long) newest[1]);
        RepositoryId repository = new RepositoryId((long) newest[2]);
        JobId job = new JobId((long) newest[3]);
        JobId queued = new JobId(bench.count("select coalesce(max(job_id), 0) from queue"));
        return List.of(
                of("health_ms", Stats::health),
                of("run_counts_ms", RunViews::counts),
                of("samples_ms", Overviews::samples),
                of("last_hour_ms", Overviews::lastHour),
                of("figures_ms", Stats::figures),
                of("explain_ms", tx -> Explanations.of(tx, queued)),
                of("setup_ms", Overviews::setup),
                of("attentions_ms", Attentions::all),
                of("failed_deliveries_ms", Attentions::failedDeliveries),
                of("running_runs_ms", tx -> RunViews.running(tx, ROWS)),
                of("waiting_runs_ms", tx -> RunViews.waiting(tx, ROWS)),
                of("finished_runs_ms", tx -> RunViews.finished(tx, ROWS)),
                page("newest_runs_ms", List.of()),
                page("runs_that_failed_ms", List.of(new RunCriterion.StateIs(Set.of("failure")))),
                page("runs_in_the_queue_ms", List.of(new RunCriterion.StateIs(Set.of("queued")))),
                page("runs_of_a_branch_ms", List.of(new RunCriterion.BranchIs("main"))),
                page("runs_of_a_pipeline_ms", List.of(new RunCriterion.PipelineIs("history-7"))),
                page(
                        "runs_with_a_text_ms",
                        List.of(new RunCriterion.TextContains("nothing is like it"))),
                of(
                        "runs_that_match_ms",
                        tx ->
                                RunViews.matching(
                                        tx,
                                        List.of(new RunCriterion.StateIs(Set.of("failure"))),
                                        1_000)),
                of("one_run_ms", tx -> RunViews.find(tx, run)),
                of("jobs_of_a_run_ms", tx -> JobViews.ofRun(tx, run, 1)),
                of("story_of_a_run_ms", tx -> RunStories.of(tx, run, 1)),
                of("usual_of_a_job_ms", tx -> JobViews.usual(tx, job)),
                of("log_of_a_job_ms", tx -> Logs.parts(tx, job)),
                of("pipelines_ms", PipelineViews::all),
                of("refs_ms", tx -> PipelineViews.refs(tx, repository)),
                of("last_workflow_ms", tx -> PipelineViews.lastWorkflow(tx, pipeline)),
                of("locked_environments_ms", Environments::locked));
    }

    private static HistoryStatement page(String name, List<RunCriterion> criteria) {
        return of(name, tx -> RunViews.page(tx, criteria, null, ROWS));
    }
}
