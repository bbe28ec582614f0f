package dev.minijenkin.console.run.detail;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.log.Logs;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.annotation.Annotations;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.view.run.FirstFailures;
import dev.minijenkin.db.view.run.Holders;
import dev.minijenkin.db.view.run.JobView;
import dev.minijenkin.db.view.run.JobViews;
import dev.minijenkin.db.view.run.RunStories;
import dev.minijenkin.db.view.run.UsualJob;
import dev.minijenkin.db.view.run.UsualJobs;
import dev.minijenkin.db.view.runs.RunView;
import dev.minijenkin.db.view.runs.RunViews;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What the page of a run asks of the database. Called on workers.
public final class DatabaseRunDetailSource implements RunDetailSource {
    private static final Duration WATCH = Duration.ofSeconds(90);

    private final Database database;

    public DatabaseRunDetailSource(Database database) {
        this.database = database;
    }

    @Override
    public Optional<RunDetail> detail(AttemptOf which) {
        return database.statement(tx ->
                RunViews.find(tx, which.run())
                        .map(view -> detail(tx, view, attempt(tx, which, view))));
    }

    @Override
    public WorkflowText workflow(RunId run) {
        return database.statement(tx -> workflow(tx, run));
    }

    @Override
    public List<UsualJob> usual(RunId run) {
        return database.statement(tx -> UsualJobs.of(tx, run));
    }

    @Override
    public void watch(RunId run, UUID watcher) {
        database.transaction(tx -> {
            Logs.watch(tx, run, watcher, WATCH);
            return true;
        });
    }

    @Override
    public void unwatch(RunId run, UUID watcher) {
        database.transaction(tx -> {
            Logs.unwatch(tx, run, watcher);
            return true;
        });
    }

    private static RunDetail detail(Tx tx, RunView view, int attempt) {
        List<JobView> jobs = JobViews.ofRun(tx, view.id(), attempt);
        return new RunDetail(
                view,
                attempt,
                jobs,
                Annotations.ofRun(tx, view.id(), attempt),
                Optional.ofNullable(
                        FirstFailures.of(tx, Map.of(view.id(), attempt)).get(view.id())),
                RunStories.of(tx, view.id(), attempt),
                waits(view, jobs) ? Holders.of(tx, view.id()) : List.of(),
                brokenWorkflow(tx, view));
    }

    /// Who waits for nothing needs no look at who holds it.
    private static boolean waits(RunView run, List<JobView> jobs) {
        return run.status().state() == RunState.WAITING
                || jobs.stream().anyMatch(job -> job.status().state() == JobState.WAITING);
    }

    private static int attempt(Tx tx, AttemptOf which, RunView view) {
        return switch (which) {
            case AttemptOf.Current _ -> view.attempt();
            case AttemptOf.Numbered(RunId _, int number) -> number;
            case AttemptOf.WithJob(RunId run, JobId job) ->
                    JobViews.attemptOf(tx, run, job).orElse(view.attempt());
        };
    }

    private static Optional<WorkflowText> brokenWorkflow(Tx tx, RunView run) {
        if (run.status().cause() != Cause.WORKFLOW_INVALID) {
            return Optional.empty();
        }
        return Optional.of(workflow(tx, run.id()));
    }

    private static WorkflowText workflow(Tx tx, RunId run) {
        var source = Runs.source(tx, run);
        return new WorkflowText(source.path(), new String(source.workflow(), UTF_8));
    }
}
