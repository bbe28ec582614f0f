package dev.minijenkin.db.view.api.run;

import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.token.TokenReach;
import dev.minijenkin.db.view.api.page.ApiPage;
import dev.minijenkin.db.view.api.page.KeysetQuery;
import dev.minijenkin.db.view.api.page.PageRequest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Runs and what is said about them.
public final class ApiRuns {
    private static final String RUN =
            """
            r.id, r.repository_id, o.name as repository, r.pipeline_id, p.name as pipeline, p.path as workflow_path,
                r.number, r.attempt, r.title, r.state::text as state, r.conclusion::text as conclusion,
                r.cause::text as cause, r.message, r.event, r.ref, r.head_branch as branch, r.commit_sha, r.actor,
                r.priority, r.created_at, r.started_at, r.finished_at
            from looked_at l
            join pipeline_runs r on r.id = l.key
            join pipelines p on p.id = r.pipeline_id
            join repositories o on o.id = r.repository_id
            """;

    private ApiRuns() {}

    /// The newest first.
    public static ApiPage<ApiRun> page(Tx tx, PageRequest page, ApiRunFilter filter) {
        KeysetQuery<ApiRun> query =
                KeysetQuery.newestFirst(ApiRun.class, page).within("r.repository_id");
        from(query, page.reach(), filter);
        return query.where("r.ref = ?", filter.pipeline() == null ? filter.ref() : null)
                .where("r.repository_id = ?", repositoryBeside(filter))
                .where("r.head_branch = ?", filter.branch())
                .where("r.state = ?", filter.state())
                .where("r.conclusion = ?", filter.conclusion())
                .where("r.event = ?", filter.event())
                .where("r.actor = ?", filter.actor())
                .where("r.commit_sha = ?", filter.commit())
                .read(tx, RUN);
    }

    public static Optional<ApiRun> find(Tx tx, TokenReach reach, RunId id) {
        return KeysetQuery.newestFirst(ApiRun.class, new PageRequest(reach, null, 1))
                .from("select id as key from pipeline_runs where id = ?", id.value())
                .within("r.repository_id")
                .read(tx, RUN)
                .items()
                .stream()
                .findFirst();
    }

    /// What is said about a run, of all attempts, in its order.
    public static ApiPage<ApiAnnotation> annotations(Tx tx, PageRequest page, RunId run) {
        KeysetQuery<ApiAnnotation> query = KeysetQuery.oldestFirst(ApiAnnotation.class, page);
        return query.from(
                        "select id as key from annotations where run_id = ? and id > ?",
                        run.value(),
                        query.after())
                .read(
                        tx,
                        """
                        a.id, a.attempt, a.job_id, a.step_number as step, a.level::text as level, a.title, a.message,
                            a.path, a.line, a.column_number as "column", a.end_line, a.end_column_number as end_column
                        from looked_at l join annotations a on a.id = l.key
                        """);
    }

    /// The database's clock, beside which the times of runs are to be read.
    public static Instant now(Tx tx) {
        return tx.sql()
                .fetchSingle("select now() as now")
                .get("now", OffsetDateTime.class)
                .toInstant();
    }

    private static @Nullable Long repositoryBeside(ApiRunFilter filter) {
        RepositoryId repository = filter.repository();
        return filter.pipeline() == null || repository == null ? null : repository.value();
    }

    /// By the index that narrows most.
    private static void from(KeysetQuery<ApiRun> query, TokenReach reach, ApiRunFilter filter) {
        long after = query.after();
        if (filter.pipeline() != null) {
            // Numbers of a pipeline grow with its ids.
            String number =
                    " and number < coalesce((select number from pipeline_runs where id = ?), 9223372036854775807)"
                            + " order by number desc limit "
                            + KeysetQuery.MOST_LOOKED_AT;
            if (filter.ref() == null) {
                query.from(
                        "(select id as key from pipeline_runs where pipeline_id = ?" + number + ")",
                        filter.pipeline().value(),
                        after);
            } else {
                query.from(
                        "(select id as key from pipeline_runs where pipeline_id = ? and ref = ?"
                                + number
                                + ")",
                        filter.pipeline().value(),
                        filter.ref(),
                        after);
            }
        } else if (filter.repository() != null) {
            ofRepositories(query, KeysetQuery.ids(Stream.of(filter.repository())));
        } else if (reach instanceof TokenReach.Only(Set<RepositoryId> repositories)) {
            ofRepositories(query, KeysetQuery.ids(repositories.stream()));
        } else if (filter.state() != null && !filter.state().equals("finished")) {
            query.from("select run_id as key from open_runs where run_id < ?", after);
        } else {
            query.from("select id as key from pipeline_runs where id < ?", after);
        }
    }

    private static void ofRepositories(KeysetQuery<ApiRun> query, Long[] repositories) {
        query.from(
                """
                select of_one.key from unnest(?::bigint[]) o(id)
                cross join lateral (
                    select id as key from pipeline_runs
                    where repository_id = o.id and id < ?
                    order by id desc limit %d) of_one
                """
                        .formatted(KeysetQuery.MOST_LOOKED_AT),
                repositories,
                query.after());
    }
}
