package dev.minijenkin.console.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.log.Logs;
import dev.minijenkin.db.run.Annotations;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.view.run.JobViews;
import dev.minijenkin.db.view.runs.RunView;
import dev.minijenkin.db.view.runs.RunViews;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// What the page of a run asks of the database. Called on workers.
public final class DatabaseRunDetailSource implements RunDetailSource {
    private static final Duration WATCH = Duration.ofSeconds(30);

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
}
