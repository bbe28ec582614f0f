package dev.minijenkin.db.view.trigger;

import static dev.minijenkin.db.schema.Tables.PIPELINES;
import static dev.minijenkin.db.schema.Tables.PIPELINE_RUNS;
import static dev.minijenkin.db.schema.Tables.REPOSITORIES;
import static dev.minijenkin.db.schema.Tables.RUN_SOURCES;

import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.Tx;
import java.util.List;
import java.util.Optional;

/// Pipelines that can be started, and where.
public final class PipelineViews {
    private PipelineViews() {}

    /// Those that are not switched off, in the order of their names.
    public static List<PipelineView> enabled(Tx tx) {
        return tx.sql()
                .select(
                        PIPELINES.ID,
                        PIPELINES.REPOSITORY_ID,
                        REPOSITORIES.NAME,
                        PIPELINES.NAME,
                        PIPELINES.PATH,
                        REPOSITORIES.DEFAULT_BRANCH)
                .from(PIPELINES)
                .join(REPOSITORIES)
                .on(REPOSITORIES.ID.eq(PIPELINES.REPOSITORY_ID))
                .where(PIPELINES.ENABLED)
                .orderBy(REPOSITORIES.NAME, PIPELINES.NAME)
                .limit(1000)
                .fetch(row ->
                        new PipelineView(
                                new PipelineId(row.get(PIPELINES.ID)),
                                new RepositoryId(row.get(PIPELINES.REPOSITORY_ID)),
                                row.get(REPOSITORIES.NAME),
                                row.get(PIPELINES.NAME),
                                row.get(PIPELINES.PATH),
                                row.get(REPOSITORIES.DEFAULT_BRANCH)));
    }

    /// Branches and tags that a repository had runs of, the latest first.
    public static List<String> refs(Tx tx, RepositoryId repository) {
        return tx.sql()
                .fetch(
                        """
                        select ref from (
                            select ref, id from pipeline_runs where repository_id = ? order by id desc limit 500) r
                        group by ref order by max(id) desc limit 50
                        """,
                        repository.value())
                .map(row -> row.get("ref", String.class));
    }

    /// The file of a pipeline as its last run read it.
    public static Optional<byte[]> lastWorkflow(Tx tx, PipelineId pipeline) {
        return tx.sql()
                .select(RUN_SOURCES.WORKFLOW)
                .from(RUN_SOURCES)
                .join(PIPELINE_RUNS)
                .on(PIPELINE_RUNS.ID.eq(RUN_SOURCES.RUN_ID))
                .where(PIPELINE_RUNS.PIPELINE_ID.eq(pipeline.value()))
                .orderBy(PIPELINE_RUNS.NUMBER.desc())
                .limit(1)
                .fetchOptional(RUN_SOURCES.WORKFLOW);
    }
}
