package dev.minijenkin.db.view.api.repository;

import dev.minijenkin.db.Tx;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a branch of a pipeline stands.
public final class ApiBadges {
    private ApiBadges() {}

    /// The pipeline's name, and how its newest run that says something ended.
    ///
    /// @param conclusion success, failure or timed_out; null: there is none
    public record Standing(String pipeline, @Nullable String conclusion) {}

    /// Empty where there is no such pipeline.
    ///
    /// @param repository its name, ignoring case
    /// @param workflow the file's name without folder and ending
    /// @param branch empty: the default branch
    public static Optional<Standing> find(
            Tx tx, String repository, String workflow, String branch) {
        return tx
                .sql()
                .fetch(
                        """
                        select p.name, (
                            select r.conclusion::text from (
                                select r.conclusion, r.number from pipeline_runs r
                                where r.pipeline_id = p.id
                                    and r.ref = 'refs/heads/' || coalesce(nullif(?, ''), o.default_branch)
                                order by r.number desc limit 100) r
                            where r.conclusion in ('success', 'failure', 'timed_out')
                            order by r.number desc limit 1) as conclusion
                        from repositories o
                        join pipelines p on p.repository_id = o.id
                        where lower(o.name) = lower(?) and p.path in (
                            '.mini-jenkin/workflows/' || ? || '.yml', '.mini-jenkin/workflows/' || ? || '.yaml',
                            '.github/workflows/' || ? || '.yml', '.github/workflows/' || ? || '.yaml')
                        order by p.id
                        limit 1
                        """,
                        branch,
                        repository,
                        workflow,
                        workflow,
                        workflow,
                        workflow)
                .stream()
                .findFirst()
                .map(row ->
                        new Standing(
                                row.get("name", String.class),
                                row.get("conclusion", String.class)));
    }
}
