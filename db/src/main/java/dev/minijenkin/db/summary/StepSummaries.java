package dev.minijenkin.db.summary;

import static org.jooq.impl.DSL.val;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import java.util.List;

/// Statements over `step_summaries`. Written for jobs whose claim is live.
public final class StepSummaries {
    /// That one claim may have, as in the reference.
    public static final int MOST = 20;

    private StepSummaries() {}

    /// Adds one; nothing where the claim is over. Safe to repeat.
    ///
    /// @param seq counts from 1 under the claim
    /// @param body Markdown, without secrets and not empty
    public static void add(Tx tx, ClaimId claim, int seq, int stepNumber, String body) {
        tx.sql()
                .execute(
                        """
                        with live as materialized (
                            select id, job_id from claims where id = {0} and released_at is null for share)
                        insert into step_summaries (claim_id, seq, job_id, step_number, body)
                        select id, {1}, job_id, {2}, {3} from live
                        on conflict do nothing
                        """,
                        val(claim.value()),
                        val(seq),
                        val(stepNumber),
                        val(PostgresText.text(body)));
    }

    /// Those of an attempt of a run, job by job in their order; of each job under its latest claim.
    public static List<StepSummary> ofRun(Tx tx, RunId run, int attempt) {
        return tx.sql()
                .fetch(
                        """
                        select j.id, j.name, s.step_number, coalesce(t.name, '') as step_name, s.body
                        from jobs j
                        cross join lateral (
                            select max(claim_id) as claim_id from step_summaries where job_id = j.id) latest
                        join step_summaries s on s.job_id = j.id and s.claim_id = latest.claim_id
                        left join steps t on t.claim_id = s.claim_id and t.number = s.step_number
                        where j.run_id = {0} and j.attempt = {1}
                            and not exists (
                                select from claims c where c.job_id = j.id and c.id > latest.claim_id)
                        order by j.place, j.id, s.seq
                        """,
                        val(run.value()), val(attempt))
                .map(row ->
                        new StepSummary(
                                new JobId(row.get("id", Long.class)),
                                row.get("name", String.class),
                                row.get("step_number", Integer.class),
                                row.get("step_name", String.class),
                                row.get("body", String.class)));
    }
}
