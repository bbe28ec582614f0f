package dev.minijenkin.db.view.api.deployment;

import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.token.TokenReach;
import dev.minijenkin.db.view.api.page.ApiPage;
import dev.minijenkin.db.view.api.page.KeysetQuery;
import dev.minijenkin.db.view.api.page.PageRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Environments and what was deployed to them.
public final class ApiDeployments {
    private static final String ENVIRONMENT =
            """
            e.id, e.repository_id, o.name as repository, e.name, e.required_approvals, e.reviewers,
                e.refuses_own_approval, e.wait_minutes, e.allowed_branches, e.allowed_tags, e.refuses_older_commits,
                e.keeps_lock_after_failure, coalesce(k.state, 'free') as lock, k.job_id as lock_job_id,
                case when k.state = 'held' then k.held_since end as locked_since,
                case when k.state = 'kept' then k.kept_because end as kept_because,
                case when k.state = 'kept' then k.kept_until end as kept_until
            from looked_at l
            join environments e on e.id = l.key
            join repositories o on o.id = e.repository_id
            left join environment_locks k on k.environment_id = e.id
            """;

    private static final String DEPLOYMENT =
            """
            d.id, d.environment_id, e.name as environment, o.name as repository, d.job_id, j.run_id, d.commit_sha,
                d.state, d.fence_token, d.url, d.created_at, d.started_at, d.finished_at
            from looked_at l
            join deployments d on d.id = l.key
            join environments e on e.id = d.environment_id
            join repositories o on o.id = e.repository_id
            join jobs j on j.id = d.job_id
            """;

    private ApiDeployments() {}

    /// In the order in which they were made.
    ///
    /// @param repository null: of all
    public static ApiPage<ApiEnvironment> environments(
            Tx tx, PageRequest page, @Nullable RepositoryId repository) {
        KeysetQuery<ApiEnvironment> query =
                KeysetQuery.oldestFirst(ApiEnvironment.class, page).within("e.repository_id");
        return (repository == null
                        ? query.from(
                                "select id as key from environments where id > ?", query.after())
                        : query.from(
                                "select id as key from environments where repository_id = ? and id > ?",
                                repository.value(),
                                query.after()))
                .read(tx, ENVIRONMENT);
    }

    public static Optional<ApiEnvironment> environment(Tx tx, TokenReach reach, EnvironmentId id) {
        return KeysetQuery.oldestFirst(ApiEnvironment.class, new PageRequest(reach, null, 1))
                .from("select id as key from environments where id = ?", id.value())
                .within("e.repository_id")
                .read(tx, ENVIRONMENT)
                .items()
                .stream()
                .findFirst();
    }

    /// The newest first.
    ///
    /// @param environment null: of all
    /// @param state null: any
    public static ApiPage<ApiDeployment> page(
            Tx tx, PageRequest page, @Nullable EnvironmentId environment, @Nullable String state) {
        KeysetQuery<ApiDeployment> query =
                KeysetQuery.newestFirst(ApiDeployment.class, page).within("e.repository_id");
        return (environment == null
                        ? query.from(
                                "select id as key from deployments where id < ?", query.after())
                        : query.from(
                                "select id as key from deployments where environment_id = ? and id < ?",
                                environment.value(),
                                query.after()))
                .where("d.state = ?", state)
                .read(tx, DEPLOYMENT);
    }

    /// Those of the jobs of a run, of all attempts, in the order in which they were made.
    public static ApiPage<ApiDeployment> ofRun(Tx tx, PageRequest page, RunId run) {
        KeysetQuery<ApiDeployment> query = KeysetQuery.oldestFirst(ApiDeployment.class, page);
        return query.from(
                        "select d.id as key from jobs j join deployments d on d.job_id = j.id where j.run_id = ? and d.id > ?",
                        run.value(),
                        query.after())
                .read(tx, DEPLOYMENT);
    }

    public static Optional<ApiDeployment> find(Tx tx, TokenReach reach, long id) {
        return KeysetQuery.newestFirst(ApiDeployment.class, new PageRequest(reach, null, 1))
                .from("select id as key from deployments where id = ?", id)
                .within("e.repository_id")
                .read(tx, DEPLOYMENT)
                .items()
                .stream()
                .findFirst();
    }
}
