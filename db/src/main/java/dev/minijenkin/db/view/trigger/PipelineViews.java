package dev.minijenkin.db.view.trigger;

import static dev.minijenkin.db.schema.Tables.COMMANDS;
import static dev.minijenkin.db.schema.Tables.DEFAULT_BRANCH_FILES;
import static dev.minijenkin.db.schema.Tables.ENVIRONMENTS;
import static dev.minijenkin.db.schema.Tables.PIPELINES;
import static dev.minijenkin.db.schema.Tables.PIPELINE_RUNS;
import static dev.minijenkin.db.schema.Tables.REPOSITORIES;
import static dev.minijenkin.db.schema.Tables.RUN_SOURCES;
import static org.jooq.impl.DSL.concat;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.when;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.repository.DefaultBranchFiles;
import dev.minijenkin.db.view.runs.RunsNow;
import java.util.List;
import java.util.Optional;
import org.jooq.Field;

/// Pipelines that can be started, and where.
public final class PipelineViews {
    private static final Field<String> NAME = RunsNow.PIPELINE_NAME.as("pipeline_name");

    private static final Field<String> OBSTACLE =
            when(PIPELINES.ENABLED.isFalse(), "It is switched off.")
                    .when(REPOSITORIES.DEFAULT_COMMIT.isNull(), "")
                    .when(
                            DEFAULT_BRANCH_FILES.PIPELINE_ID.isNull(),
                            concat(
                                    inline("Its file is not on the default branch "),
                                    REPOSITORIES.DEFAULT_BRANCH,
                                    inline(".")))
                    .when(
                            DEFAULT_BRANCH_FILES.DISPATCHABLE.isFalse(),
                            "Its file has no trigger workflow_dispatch.")
                    .otherwise("");

    private PipelineViews() {}

    /// All pipelines, those that can be started first, in the order of their names. One can where
    /// it is not switched off and has `workflow_dispatch` on the default branch; as long as no
    /// server has looked at the default branch of a repository, each can be tried.
    public static List<PipelineView> all(Tx tx) {
        return tx.sql()
                .select(
                        PIPELINES.ID,
                        PIPELINES.REPOSITORY_ID,
                        REPOSITORIES.NAME,
                        NAME,
                        PIPELINES.PATH,
                        REPOSITORIES.DEFAULT_BRANCH,
                        OBSTACLE)
                .from(PIPELINES)
                .join(REPOSITORIES)
                .on(REPOSITORIES.ID.eq(PIPELINES.REPOSITORY_ID))
                .leftJoin(DEFAULT_BRANCH_FILES)
                .on(DEFAULT_BRANCH_FILES.PIPELINE_ID.eq(PIPELINES.ID))
                .orderBy(OBSTACLE.ne(""), REPOSITORIES.NAME, NAME)
                .limit(1000)
                .fetch(row ->
                        new PipelineView(
                                new PipelineId(row.get(PIPELINES.ID)),
                                new RepositoryId(row.get(PIPELINES.REPOSITORY_ID)),
                                row.get(REPOSITORIES.NAME),
                                row.get(NAME),
                                row.get(PIPELINES.PATH),
                                row.get(REPOSITORIES.DEFAULT_BRANCH),
                                row.get(OBSTACLE)));
    }

    /// Those of [#all] that can be started.
    public static List<PipelineView> enabled(Tx tx) {
        return all(tx).stream().filter(pipeline -> pipeline.obstacle().isEmpty()).toList();
    }

    /// Environments of a repository, in the order of their names.
    public static List<String> environments(Tx tx, RepositoryId repository) {
        return tx.sql()
                .select(ENVIRONMENTS.NAME)
                .from(ENVIRONMENTS)
                .where(ENVIRONMENTS.REPOSITORY_ID.eq(repository.value()))
                .orderBy(ENVIRONMENTS.NAME)
                .fetch(ENVIRONMENTS.NAME);
    }

    /// The newest run that a delivery which a command asked for has started; empty before that.
    public static Optional<RunId> startedBy(Tx tx, CommandId command) {
        return tx.sql()
                .select(PIPELINE_RUNS.ID)
                .from(COMMANDS)
                .join(PIPELINE_RUNS)
                .on(PIPELINE_RUNS.HOOK_DELIVERY_ID.eq(COMMANDS.DELIVERY_ID))
                .where(COMMANDS.ID.eq(command.value()))
                .orderBy(PIPELINE_RUNS.ID.desc())
                .limit(1)
                .fetchOptional(row -> new RunId(row.value1()));
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

    /// The file of a pipeline: that of the default branch, else as its last run read it.
    public static Optional<byte[]> lastWorkflow(Tx tx, PipelineId pipeline) {
        Optional<byte[]> ofDefaultBranch = DefaultBranchFiles.content(tx, pipeline);
        if (ofDefaultBranch.isPresent()) {
            return ofDefaultBranch;
        }
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
