package dev.minijenkin.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.console.frame.FrameViewModel;
import dev.minijenkin.console.log.feed.LogSource;
import dev.minijenkin.console.overview.OverviewAnswer;
import dev.minijenkin.console.run.AttemptOf;
import dev.minijenkin.console.run.RunDetail;
import dev.minijenkin.console.run.RunDetailSource;
import dev.minijenkin.console.run.WorkflowText;
import dev.minijenkin.console.runs.RunsSource;
import dev.minijenkin.console.trigger.TriggerSource;
import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.log.LogCursor;
import dev.minijenkin.db.log.Logs;
import dev.minijenkin.db.run.Annotations;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.stats.Stats;
import dev.minijenkin.db.view.overview.Attentions;
import dev.minijenkin.db.view.overview.Overviews;
import dev.minijenkin.db.view.pipeline.PipelineView;
import dev.minijenkin.db.view.pipeline.PipelineViews;
import dev.minijenkin.db.view.pipeline.Setup;
import dev.minijenkin.db.view.run.JobViews;
import dev.minijenkin.db.view.runs.RunCounts;
import dev.minijenkin.db.view.runs.RunCriterion;
import dev.minijenkin.db.view.runs.RunView;
import dev.minijenkin.db.view.runs.RunViews;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Everything that the console reads and writes, from the database. Called on workers.
final class DatabaseSources implements RunsSource, RunDetailSource, LogSource, TriggerSource {
    private static final Duration WATCH = Duration.ofSeconds(30);
    private static final int OPEN_SHOWN = 50;
    private static final int FINISHED_SHOWN = 6;

    private final Database database;

    DatabaseSources(Database database) {
        this.database = database;
    }

    FrameViewModel.Answer frame() {
        return database.statement(tx ->
                new FrameViewModel.Answer(
                        Stats.health(tx), RunViews.counts(tx), PipelineViews.person(tx)));
    }

    OverviewAnswer overview() {
        return database.statement(tx ->
                new OverviewAnswer(
                        Stats.health(tx),
                        Overviews.samples(tx),
                        Overviews.lastHour(tx),
                        Attentions.all(tx),
                        RunViews.open(tx, OPEN_SHOWN),
                        RunViews.finished(tx, FINISHED_SHOWN),
                        PipelineViews.setup(tx)));
    }

    CommandId insert(NewCommand command) {
        return database.statement(tx -> Commands.insert(tx, command));
    }

    Optional<CommandResult> result(CommandId command) {
        return database.statement(tx -> Commands.result(tx, command));
    }

    @Override
    public List<RunView> page(List<RunCriterion> criteria, @Nullable RunId before, int limit) {
        return database.statement(tx -> RunViews.page(tx, criteria, before, limit));
    }

    @Override
    public List<RunView> among(List<RunCriterion> criteria, Collection<RunId> runs) {
        return database.statement(tx -> RunViews.among(tx, criteria, runs));
    }

    @Override
    public int matching(List<RunCriterion> criteria, int limit) {
        return database.statement(tx -> RunViews.matching(tx, criteria, limit));
    }

    @Override
    public RunCounts counts() {
        return database.statement(RunViews::counts);
    }

    @Override
    public Setup setup() {
        return database.statement(PipelineViews::setup);
    }

    @Override
    public Optional<RunDetail> detail(AttemptOf which) {
        return database.statement(tx ->
                RunViews.find(tx, which.run())
                        .map(view -> detail(tx, view, attempt(tx, which, view))));
    }

    private static RunDetail detail(Tx tx, RunView view, int attempt) {
        return new RunDetail(
                view,
                attempt,
                JobViews.ofRun(tx, view.id(), attempt),
                Annotations.ofRun(tx, view.id(), attempt),
                brokenWorkflow(tx, view));
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
        var source = Runs.source(tx, run.id());
        return Optional.of(new WorkflowText(source.path(), new String(source.workflow(), UTF_8)));
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

    @Override
    public IntFunction<List<LogChunk>> open(JobId job) {
        LogCursor cursor = new LogCursor(job);
        return limit -> database.statement(tx -> cursor.next(tx, limit));
    }

    @Override
    public Optional<Duration> usual(JobId job) {
        return database.statement(tx -> JobViews.usual(tx, job));
    }

    @Override
    public List<PipelineView> pipelines() {
        return database.statement(PipelineViews::enabled);
    }

    @Override
    public Optional<String> lastWorkflow(PipelineId pipeline) {
        return database.statement(tx -> PipelineViews.lastWorkflow(tx, pipeline))
                .map(file -> new String(file, UTF_8));
    }

    String url(RepositoryId repository) {
        return database.statement(tx -> PipelineViews.url(tx, repository));
    }

    @Override
    public List<String> refs(RepositoryId repository) {
        return database.statement(tx -> PipelineViews.refs(tx, repository));
    }
}
