package dev.minijenkin.db.view.api.repository;

import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.token.TokenReach;
import dev.minijenkin.db.view.api.page.ApiPage;
import dev.minijenkin.db.view.api.page.KeysetQuery;
import dev.minijenkin.db.view.api.page.PageRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Repositories and their pipelines.
public final class ApiRepositories {
    private static final String REPOSITORY =
            """
            r.id, r.name, r.url, r.default_branch, r.default_commit, r.reads_github_folder, r.weight, r.fork_approval, r.guest_runs,
                r.created_at
            from looked_at l join repositories r on r.id = l.key
            """;

    private static final String PIPELINE =
            """
            p.id, p.repository_id, r.name as repository, p.name, p.path, p.enabled, p.test_reports,
                coalesce(f.dispatchable, false) as dispatchable, s.runs, s.succeeded, s.failed, s.usual_seconds,
                s.p95_seconds
            from looked_at l
            join pipelines p on p.id = l.key
            join repositories r on r.id = p.repository_id
            left join default_branch_files f on f.pipeline_id = p.id
            left join pipeline_stats s on s.pipeline_id = p.id
            """;

    private ApiRepositories() {}

    /// In the order in which they were registered.
    ///
    /// @param name ignoring case; null: all
    public static ApiPage<ApiRepository> page(Tx tx, PageRequest page, @Nullable String name) {
        KeysetQuery<ApiRepository> query =
                KeysetQuery.oldestFirst(ApiRepository.class, page).within("r.id");
        return (name == null
                        ? query.from(
                                "select id as key from repositories where id > ?", query.after())
                        : query.from(
                                "select id as key from repositories where lower(name) = lower(?) and id > ?",
                                name,
                                query.after()))
                .read(tx, REPOSITORY);
    }

    public static Optional<ApiRepository> find(Tx tx, TokenReach reach, RepositoryId id) {
        return KeysetQuery.oldestFirst(ApiRepository.class, new PageRequest(reach, null, 1))
                .from("select id as key from repositories where id = ?", id.value())
                .within("r.id")
                .read(tx, REPOSITORY)
                .items()
                .stream()
                .findFirst();
    }

    /// In the order in which they were seen first.
    ///
    /// @param repository null: of all
    public static ApiPage<ApiPipeline> pipelines(
            Tx tx, PageRequest page, @Nullable RepositoryId repository) {
        KeysetQuery<ApiPipeline> query =
                KeysetQuery.oldestFirst(ApiPipeline.class, page).within("p.repository_id");
        return (repository == null
                        ? query.from("select id as key from pipelines where id > ?", query.after())
                        : query.from(
                                "select id as key from pipelines where repository_id = ? and id > ?",
                                repository.value(),
                                query.after()))
                .read(tx, PIPELINE);
    }

    public static Optional<ApiPipeline> pipeline(Tx tx, TokenReach reach, PipelineId id) {
        return KeysetQuery.oldestFirst(ApiPipeline.class, new PageRequest(reach, null, 1))
                .from("select id as key from pipelines where id = ?", id.value())
                .within("p.repository_id")
                .read(tx, PIPELINE)
                .items()
                .stream()
                .findFirst();
    }
}
