package dev.minijenkin.db.repository;

import static dev.minijenkin.db.schema.Tables.PIPELINES;

import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.Tx;
import java.util.List;
import java.util.Optional;

/// Statements over `pipelines`.
public final class Pipelines {
    private Pipelines() {}

    /// The pipeline of a workflow file, born at its first sight; its name follows the file.
    public static PipelineId ensure(Tx tx, RepositoryId repository, String path, String name) {
        return new PipelineId(
                tx.sql()
                        .insertInto(PIPELINES)
                        .set(PIPELINES.REPOSITORY_ID, repository.value())
                        .set(PIPELINES.PATH, path)
                        .set(PIPELINES.NAME, PostgresText.text(name))
                        .onConflict(PIPELINES.REPOSITORY_ID, PIPELINES.PATH)
                        .doUpdate()
                        .set(PIPELINES.NAME, PostgresText.text(name))
                        .returningResult(PIPELINES.ID)
                        .fetchSingle()
                        .value1());
    }

    /// The pipeline of a workflow file that cannot be read: it keeps the name that it has.
    public static PipelineId ensure(Tx tx, RepositoryId repository, String path) {
        return new PipelineId(
                tx.sql()
                        .insertInto(PIPELINES)
                        .set(PIPELINES.REPOSITORY_ID, repository.value())
                        .set(PIPELINES.PATH, path)
                        .set(PIPELINES.NAME, path)
                        .onConflict(PIPELINES.REPOSITORY_ID, PIPELINES.PATH)
                        .doUpdate()
                        .set(PIPELINES.PATH, path)
                        .returningResult(PIPELINES.ID)
                        .fetchSingle()
                        .value1());
    }

    public static List<Pipeline> ofRepository(Tx tx, RepositoryId repository) {
        return tx.sql()
                .selectFrom(PIPELINES)
                .where(PIPELINES.REPOSITORY_ID.eq(repository.value()))
                .orderBy(PIPELINES.PATH)
                .fetch(row ->
                        new Pipeline(
                                new PipelineId(row.get(PIPELINES.ID)),
                                repository,
                                row.get(PIPELINES.PATH),
                                row.get(PIPELINES.NAME),
                                row.get(PIPELINES.ENABLED)));
    }

    public static Optional<Pipeline> find(Tx tx, PipelineId id) {
        return tx.sql()
                .selectFrom(PIPELINES)
                .where(PIPELINES.ID.eq(id.value()))
                .fetchOptional(row ->
                        new Pipeline(
                                id,
                                new RepositoryId(row.get(PIPELINES.REPOSITORY_ID)),
                                row.get(PIPELINES.PATH),
                                row.get(PIPELINES.NAME),
                                row.get(PIPELINES.ENABLED)));
    }
}
