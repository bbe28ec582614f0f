package dev.minijenkin.db.run;

import static org.jooq.impl.DSL.val;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import java.util.List;
import java.util.Optional;

/// Statements over `run_actions`: which commits of actions the jobs of a run carried out.
public final class ActionCommits {
    private ActionCommits() {}

    /// An action of another repository.
    ///
    /// @param repository `owner/name` in lower case
    /// @param ref as the workflow names it
    /// @param commit what it stood at
    public record UsedAction(String repository, String ref, String commit) {}

    /// Those of an attempt, by their names.
    public static List<UsedAction> ofRun(Tx tx, RunId run, int attempt) {
        return tx.sql()
                .fetch(
                        """
                        select repository, ref, commit_sha from run_actions
                        where run_id = {0} and attempt = {1}
                        order by repository, ref
                        """,
                        val(run.value()), val(attempt))
                .map(row ->
                        new UsedAction(
                                row.get("repository", String.class),
                                row.get("ref", String.class),
                                row.get("commit_sha", String.class)));
    }

    /// Fixes what actions stand at before any job of the attempt asks.
    public static void fix(Tx tx, RunId run, int attempt, List<UsedAction> actions) {
        actions.forEach(action ->
                tx.sql()
                        .execute(
                                """
                                insert into run_actions (run_id, attempt, repository, ref, commit_sha)
                                values ({0}, {1}, {2}, {3}, {4})
                                """,
                                val(run.value()),
                                val(attempt),
                                val(action.repository()),
                                val(action.ref()),
                                val(action.commit())));
    }

    /// Keeps what an action stands at, unless a job of the attempt was faster.
    ///
    /// @param claim under which it is written
    /// @return the commit that counts; empty where the claim is over
    public static Optional<String> keep(Tx tx, ClaimId claim, UsedAction action) {
        tx.sql()
                .execute(
                        """
                        insert into run_actions (run_id, attempt, repository, ref, commit_sha)
                        select j.run_id, j.attempt, {1}, {2}, {3}
                        from claims c join jobs j on j.id = c.job_id
                        where c.id = {0} and c.released_at is null
                        on conflict do nothing
                        """,
                        val(claim.value()),
                        val(action.repository()),
                        val(action.ref()),
                        val(action.commit()));
        return tx.sql()
                .fetchOptional(
                        """
                        select a.commit_sha
                        from claims c
                        join jobs j on j.id = c.job_id
                        join run_actions a on a.run_id = j.run_id and a.attempt = j.attempt
                        where c.id = {0} and c.released_at is null
                            and a.repository = {1} and a.ref = {2}
                        """,
                        val(claim.value()), val(action.repository()), val(action.ref()))
                .map(row -> row.get("commit_sha", String.class));
    }
}
