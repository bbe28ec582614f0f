package dev.minijenkin.db.repository;

import static dev.minijenkin.db.schema.Tables.PIPELINES;

import dev.minijenkin.db.Columns;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SetStatement;
import dev.minijenkin.db.Tx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Statements over `pipelines`.
public final class Pipelines {
    private static final SetStatement FIND =
            SetStatement.of(
                    """
                    select p.id, p.path, p.name, p.enabled, p.test_reports,
                        exists (select from default_branch_files f where f.pipeline_id = p.id) as of_default_branch
                    from pipelines p
                    where p.repository_id = ? and p.path = any(?::text[])
                    """);

    /// In one order for everybody, so that no two transactions wait for each other.
    private static final SetStatement ADD =
            SetStatement.of(
                    """
                    insert into pipelines (repository_id, path, name)
                    select ?, path, name from unnest(?::text[], ?::text[]) as f(path, name)
                    order by path
                    on conflict (repository_id, path) do nothing
                    returning id
                    """);

    private Pipelines() {}

    /// The pipelines of workflow files, each born at its first sight. Its name follows the file,
    /// unless the default branch has the file too: then it is called as there. What is known
    /// already costs one look.
    ///
    /// @param names by the paths of the files; empty of one that cannot be read: it keeps the name
    ///   that it has
    public static Map<String, Pipeline> ensure(
            Tx tx, RepositoryId repository, Map<String, Optional<String>> names) {
        List<File> files = new ArrayList<>();
        names.forEach((path, name) -> files.add(new File(path, name, false)));
        return ensure(tx, repository, files);
    }

    /// The same of one file.
    public static PipelineId ensure(Tx tx, RepositoryId repository, String path, String name) {
        return ensure(tx, repository, new File(path, Optional.of(name), false));
    }

    /// The same of one file that cannot be read.
    public static PipelineId ensure(Tx tx, RepositoryId repository, String path) {
        return ensure(tx, repository, new File(path, Optional.empty(), false));
    }

    /// The pipeline of a workflow file of the default branch, which gives it its name.
    public static PipelineId ensureOfDefaultBranch(
            Tx tx, RepositoryId repository, String path, String name) {
        return ensure(tx, repository, new File(path, Optional.of(name), true));
    }

    /// @param names whether it gives the pipeline its name whatever the default branch says
    private record File(String path, Optional<String> name, boolean names) {
        private String storedName() {
            return PostgresText.text(name.orElse(path));
        }
    }

    private record Found(Pipeline pipeline, boolean ofDefaultBranch) {
        private boolean isToBeCalled(File file) {
            return file.name().isPresent()
                    && (file.names() || !ofDefaultBranch)
                    && !file.storedName().equals(pipeline.name());
        }
    }

    private static PipelineId ensure(Tx tx, RepositoryId repository, File file) {
        return ensure(tx, repository, List.of(file)).values().iterator().next().id();
    }

    private static Map<String, Pipeline> ensure(Tx tx, RepositoryId repository, List<File> files) {
        if (files.isEmpty()) {
            return Map.of();
        }
        Map<String, Found> found = find(tx, repository, files);
        if (!files.stream().map(File::path).allMatch(found::containsKey)) {
            Columns<File> columns = new Columns<>(files);
            ADD.rows(
                    tx,
                    row -> row.getLong("id"),
                    repository.value(),
                    columns.texts(File::path),
                    columns.texts(File::storedName));
            found = find(tx, repository, files);
        }
        Map<String, Pipeline> pipelines = new HashMap<>();
        for (File file : files) {
            Found known =
                    Objects.requireNonNull(
                            found.get(file.path()),
                            () -> "The pipeline of " + file.path() + " was deleted meanwhile");
            pipelines.put(
                    file.path(),
                    known.isToBeCalled(file)
                            ? rename(tx, known.pipeline(), file.storedName())
                            : known.pipeline());
        }
        return pipelines;
    }

    private static Map<String, Found> find(Tx tx, RepositoryId repository, List<File> files) {
        Map<String, Found> found = new HashMap<>();
        FIND.rows(
                tx,
                row ->
                        found.put(
                                row.getString("path"),
                                new Found(
                                        new Pipeline(
                                                new PipelineId(row.getLong("id")),
                                                repository,
                                                row.getString("path"),
                                                row.getString("name"),
                                                row.getBoolean("enabled"),
                                                patterns(row.getString("test_reports"))),
                                        row.getBoolean("of_default_branch"))),
                repository.value(),
                new Columns<>(files).texts(File::path));
        return found;
    }

    private static Pipeline rename(Tx tx, Pipeline pipeline, String name) {
        tx.sql()
                .update(PIPELINES)
                .set(PIPELINES.NAME, name)
                .where(PIPELINES.ID.eq(pipeline.id().value()))
                .execute();
        return new Pipeline(
                pipeline.id(),
                pipeline.repositoryId(),
                pipeline.path(),
                name,
                pipeline.enabled(),
                pipeline.testReports());
    }

    private static List<String> patterns(String stored) {
        return stored.lines().toList();
    }

    /// Lets a pipeline start runs, or no more.
    public static void setEnabled(Tx tx, PipelineId pipeline, boolean enabled) {
        tx.sql()
                .update(PIPELINES)
                .set(PIPELINES.ENABLED, enabled)
                .where(PIPELINES.ID.eq(pipeline.value()))
                .execute();
    }

    /// Has runners look for reports of tests where a job of the pipeline has ended.
    ///
    /// @param patterns of files in the workspace; empty: none are looked for
    public static void setTestReports(Tx tx, PipelineId pipeline, List<String> patterns) {
        tx.sql()
                .update(PIPELINES)
                .set(PIPELINES.TEST_REPORTS, String.join("\n", patterns))
                .where(PIPELINES.ID.eq(pipeline.value()))
                .execute();
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
                                row.get(PIPELINES.ENABLED),
                                patterns(row.get(PIPELINES.TEST_REPORTS))));
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
                                row.get(PIPELINES.ENABLED),
                                patterns(row.get(PIPELINES.TEST_REPORTS))));
    }
}
