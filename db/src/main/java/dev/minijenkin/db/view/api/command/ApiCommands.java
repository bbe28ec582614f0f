package dev.minijenkin.db.view.api.command;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.TokenId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.token.TokenReach;
import dev.minijenkin.db.view.api.page.ApiPage;
import dev.minijenkin.db.view.api.page.KeysetQuery;
import dev.minijenkin.db.view.api.page.PageRequest;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What was asked for, and what came of it.
public final class ApiCommands {
    private static final String COMMAND =
            """
            c.id, c.kind, c.actor, c.token_id, c.reason, c.run_id, c.job_id, c.repository_id, c.state::text as state,
                c.outcome, c.waits_for, c.executed_by, c.due_at, c.created_at, c.executed_at
            from looked_at l
            join commands c on c.id = l.key
            left join pipeline_runs r on r.id = c.run_id
            left join jobs j on j.id = c.job_id
            """;

    private ApiCommands() {}

    /// Which commands. What is null is not asked for.
    public record Filter(
            @Nullable RunId run,
            @Nullable JobId job,
            @Nullable RepositoryId repository,
            @Nullable String state,
            @Nullable String kind) {}

    /// The newest first.
    ///
    /// @param token whose own commands are seen in any case
    public static ApiPage<ApiCommand> page(Tx tx, PageRequest page, TokenId token, Filter filter) {
        KeysetQuery<ApiCommand> query = KeysetQuery.newestFirst(ApiCommand.class, page);
        from(query, filter);
        return within(query, page.reach(), token)
                .where("c.repository_id = ?", value(filter))
                .where("c.state = ?", filter.state())
                .where("c.kind = ?", filter.kind())
                .read(tx, COMMAND);
    }

    /// Those about a run or one of its jobs, the newest first.
    ///
    /// @param token whose own commands are seen in any case
    public static ApiPage<ApiCommand> ofRun(Tx tx, PageRequest page, TokenId token, RunId run) {
        KeysetQuery<ApiCommand> query = KeysetQuery.newestFirst(ApiCommand.class, page);
        query.from(
                        "select id as key from commands where run_id = ? and id < ?",
                        run.value(),
                        query.after())
                .from(
                        "select c.id as key from jobs j join commands c on c.job_id = j.id where j.run_id = ? and c.run_id is null and c.id < ?",
                        run.value(),
                        query.after());
        return within(query, page.reach(), token).read(tx, COMMAND);
    }

    /// One that is within the reach, or that a token sent itself.
    public static Optional<ApiCommand> find(
            Tx tx, TokenReach reach, TokenId token, CommandId command) {
        KeysetQuery<ApiCommand> query =
                KeysetQuery.newestFirst(ApiCommand.class, new PageRequest(reach, null, 1))
                        .from("select id as key from commands where id = ?", command.value());
        return within(query, reach, token).read(tx, COMMAND).items().stream().findFirst();
    }

    private static KeysetQuery<ApiCommand> within(
            KeysetQuery<ApiCommand> query, TokenReach reach, TokenId token) {
        return switch (reach) {
            case TokenReach.Everything _ -> query;
            case TokenReach.Only(Set<RepositoryId> repositories) ->
                    query.where(
                            "(c.token_id = "
                                    + token.value()
                                    + " or coalesce(r.repository_id, j.repository_id, c.repository_id) = any(?::bigint[]))",
                            KeysetQuery.ids(repositories.stream()));
        };
    }

    private static void from(KeysetQuery<ApiCommand> query, Filter filter) {
        RunId run = filter.run();
        JobId job = filter.job();
        RepositoryId repository = filter.repository();
        if (run != null) {
            query.from(
                    "select id as key from commands where run_id = ? and id < ?",
                    run.value(),
                    query.after());
        } else if (job != null) {
            query.from(
                    "select id as key from commands where job_id = ? and id < ?",
                    job.value(),
                    query.after());
        } else if (repository != null) {
            query.from(
                    "select id as key from commands where repository_id = ? and id < ?",
                    repository.value(),
                    query.after());
        } else if ("pending".equals(filter.state())) {
            query.from(
                    "select id as key from commands where state = 'pending' and delivery_id is null and id < ?",
                    query.after());
            query.from(
                    """
                    select c.id as key from hook_deliveries d join commands c on c.delivery_id = d.id
                    where d.state = 'received' and c.state = 'pending' and c.id < ?
                    """,
                    query.after());
        } else {
            query.from("select id as key from commands where id < ?", query.after());
        }
    }

    private static @Nullable Long value(Filter filter) {
        RepositoryId repository = filter.repository();
        return repository == null ? null : repository.value();
    }
}
