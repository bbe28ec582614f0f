package dev.minijenkin.console.trigger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.runs.RunViews;
import dev.minijenkin.db.view.trigger.PipelineView;
import dev.minijenkin.db.view.trigger.PipelineViews;
import java.util.List;
import java.util.Optional;

/// What the trigger dialog asks of the database. Called on workers.
public final class DatabaseTriggerSource implements TriggerSource {
    private final Database database;

    public DatabaseTriggerSource(Database database) {
        this.database = database;
    }

    @Override
    public List<PipelineView> pipelines() {
        return database.statement(PipelineViews::all);
    }

    @Override
    public Optional<String> lastWorkflow(PipelineId pipeline) {
        return database.statement(tx -> PipelineViews.lastWorkflow(tx, pipeline))
                .map(file -> new String(file, UTF_8));
    }

    @Override
    public Optional<PipelineId> pipelineOf(RunId run) {
        return database.statement(tx -> RunViews.find(tx, run)).map(found -> found.pipeline().id());
    }

    @Override
    public List<String> environments(RepositoryId repository) {
        return database.statement(tx -> PipelineViews.environments(tx, repository));
    }

    @Override
    public List<String> refs(RepositoryId repository) {
        return database.statement(tx -> PipelineViews.refs(tx, repository));
    }
}
