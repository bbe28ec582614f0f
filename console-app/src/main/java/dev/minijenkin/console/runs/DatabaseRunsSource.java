package dev.minijenkin.console.runs;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.overview.Overviews;
import dev.minijenkin.db.view.overview.Setup;
import dev.minijenkin.db.view.run.JobView;
import dev.minijenkin.db.view.run.JobViews;
import dev.minijenkin.db.view.runs.RunCounts;
import dev.minijenkin.db.view.runs.RunCriterion;
import dev.minijenkin.db.view.runs.RunView;
import dev.minijenkin.db.view.runs.RunViews;
import dev.minijenkin.db.view.trigger.PipelineViews;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the list of runs asks of the database. Called on workers.
public final class DatabaseRunsSource implements RunsSource {
    private final Database database;

    public DatabaseRunsSource(Database database) {
        this.database = database;
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
        return database.statement(Overviews::setup);
    }

    @Override
    public List<JobView> jobs(RunId run) {
        return database.statement(tx ->
                RunViews.find(tx, run)
                        .map(found -> JobViews.ofRun(tx, run, found.attempt()))
                        .orElse(List.of()));
    }

    @Override
    public List<String> pipelines() {
        return database.statement(PipelineViews::all).stream()
                .map(pipeline -> pipeline.repositoryName() + "/" + pipeline.name())
                .toList();
    }

    @Override
    public String repositoryUrl(RepositoryId repository) {
        return database.statement(tx -> RunViews.repositoryUrl(tx, repository));
    }
}
