package dev.minijenkin.db.repository;

import static dev.minijenkin.db.schema.Tables.DEFAULT_BRANCH_FILES;
import static dev.minijenkin.db.schema.Tables.PIPELINES;
import static dev.minijenkin.db.schema.Tables.REPOSITORIES;

import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.Tx;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Statements over `default_branch_files`: the workflow files that people can start by hand.
public final class DefaultBranchFiles {
    private DefaultBranchFiles() {}

    /// A workflow file of a default branch that can be started by hand.
    ///
    /// @param content of the file, byte for byte
    /// @param enabled whether it starts runs
    public record Dispatchable(
            PipelineId pipeline, String path, String name, byte[] content, boolean enabled) {}

    /// The default branch has this file.
    public static void put(
            Tx tx,
            RepositoryId repository,
            PipelineId pipeline,
            byte[] content,
            boolean dispatchable) {
        tx.sql()
                .insertInto(DEFAULT_BRANCH_FILES)
                .set(DEFAULT_BRANCH_FILES.PIPELINE_ID, pipeline.value())
                .set(DEFAULT_BRANCH_FILES.REPOSITORY_ID, repository.value())
                .set(DEFAULT_BRANCH_FILES.CONTENT, content)
                .set(DEFAULT_BRANCH_FILES.DISPATCHABLE, dispatchable)
                .onConflict(DEFAULT_BRANCH_FILES.PIPELINE_ID)
                .doUpdate()
                .set(DEFAULT_BRANCH_FILES.CONTENT, content)
                .set(DEFAULT_BRANCH_FILES.DISPATCHABLE, dispatchable)
                .execute();
    }

    /// The default branch has the files of these pipelines and no others.
    ///
    /// @param commit at which that is so; null where the branch is gone
    public static void keepOnly(
            Tx tx,
            RepositoryId repository,
            @Nullable String commit,
            Collection<PipelineId> pipelines) {
        tx.sql()
                .deleteFrom(DEFAULT_BRANCH_FILES)
                .where(DEFAULT_BRANCH_FILES.REPOSITORY_ID.eq(repository.value()))
                .and(
                        DEFAULT_BRANCH_FILES.PIPELINE_ID.notIn(
                                pipelines.stream().map(PipelineId::value).toList()))
                .execute();
        tx.sql()
                .update(REPOSITORIES)
                .set(REPOSITORIES.DEFAULT_COMMIT, commit)
                .where(REPOSITORIES.ID.eq(repository.value()))
                .execute();
    }

    /// Whether anybody looked at the default branch yet.
    public static boolean areKnown(Tx tx, RepositoryId repository) {
        return commit(tx, repository).isPresent();
    }

    /// The commit of the default branch that was looked at last; empty before the first look.
    public static Optional<String> commit(Tx tx, RepositoryId repository) {
        return tx.sql()
                .select(REPOSITORIES.DEFAULT_COMMIT)
                .from(REPOSITORIES)
                .where(REPOSITORIES.ID.eq(repository.value()))
                .fetchOptional(REPOSITORIES.DEFAULT_COMMIT);
    }

    /// What can be started by hand, in the order of the paths.
    public static List<Dispatchable> dispatchable(Tx tx, RepositoryId repository) {
        return tx.sql()
                .select(
                        PIPELINES.ID,
                        PIPELINES.PATH,
                        PIPELINES.NAME,
                        DEFAULT_BRANCH_FILES.CONTENT,
                        PIPELINES.ENABLED)
                .from(DEFAULT_BRANCH_FILES)
                .join(PIPELINES)
                .on(PIPELINES.ID.eq(DEFAULT_BRANCH_FILES.PIPELINE_ID))
                .where(DEFAULT_BRANCH_FILES.REPOSITORY_ID.eq(repository.value()))
                .and(DEFAULT_BRANCH_FILES.DISPATCHABLE)
                .orderBy(PIPELINES.PATH)
                .fetch(row ->
                        new Dispatchable(
                                new PipelineId(row.value1()),
                                row.value2(),
                                row.value3(),
                                row.value4(),
                                row.value5()));
    }

    /// The file of a pipeline on the default branch; empty where it is not there.
    public static Optional<byte[]> content(Tx tx, PipelineId pipeline) {
        return tx.sql()
                .select(DEFAULT_BRANCH_FILES.CONTENT)
                .from(DEFAULT_BRANCH_FILES)
                .where(DEFAULT_BRANCH_FILES.PIPELINE_ID.eq(pipeline.value()))
                .fetchOptional(DEFAULT_BRANCH_FILES.CONTENT);
    }
}
