package dev.minijenkin.db.summary;

import static org.jooq.impl.DSL.val;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;

/// Statements over `step_summaries`. Written for jobs whose claim is live.
public final class StepSummaries {
    /// That one claim may have, as in the reference.
    public static final int MOST = 20;

    private static final String OF_RUN =
            """
             from (
                select j.place, j.id as job_id, j.name as job_name, s.seq, s.step_number,
                    coalesce(t.name, '') as step_name, s.body
                from jobs j
                cross join lateral (
                    select max(claim_id) as claim_id from step_summaries where job_id = j.id) latest
                join step_summaries s on s.job_id = j.id and s.claim_id = latest.claim_id
                left join steps t on t.claim_id = s.claim_id and t.number = s.step_number
                where j.run_id = {0} and j.attempt = {1}
                    and not exists (
                        select from claims c where c.job_id = j.id and c.id > latest.claim_id)) s
            """;

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
                        "select job_id, job_name, step_number, step_name, body"
                                + OF_RUN
                                + " order by place, job_id, seq",
                        val(run.value()),
                        val(attempt))
                .map(StepSummaries::summary);
    }

    /// The same as far as a page shows them.
    ///
    /// @param most how many
    /// @param letters of each, from its beginning
    public static List<Beginning> beginnings(Tx tx, RunId run, int attempt, int most, int letters) {
        return tx.sql()
                .fetch(
                        "select job_id, job_name, step_number, step_name, left(body, {3}) as body, length(body) > {3} as cut"
                                + OF_RUN
                                + " order by place, job_id, seq limit {2}",
                        val(run.value()),
                        val(attempt),
                        val(most),
                        val(letters))
                .map(row -> new Beginning(summary(row), row.get("cut", Boolean.class)));
    }

    private static StepSummary summary(Record row) {
        return new StepSummary(
                new JobId(row.get("job_id", Long.class)),
                row.get("job_name", String.class),
                row.get("step_number", Integer.class),
                row.get("step_name", String.class),
                row.get("body", String.class));
    }

    /// What stands under the latest claim of a job, in order.
    public static List<Place> ofJob(Tx tx, JobId job) {
        return tx.sql()
                .fetch(
                        """
                        select s.claim_id, s.seq, s.step_number, coalesce(t.name, '') as step_name,
                            octet_length(s.body) as bytes
                        from step_summaries s
                        left join steps t on t.claim_id = s.claim_id and t.number = s.step_number
                        where s.job_id = {0} and not exists (
                            select from claims c where c.job_id = {0} and c.id > s.claim_id)
                        order by s.seq
                        """,
                        val(job.value()))
                .map(row ->
                        new Place(
                                new ClaimId(row.get("claim_id", Long.class)),
                                row.get("seq", Integer.class),
                                row.get("step_number", Integer.class),
                                row.get("step_name", String.class),
                                row.get("bytes", Integer.class)));
    }

    /// The Markdown of one; empty where it is there no more.
    public static Optional<String> body(Tx tx, Place place) {
        return tx.sql()
                .fetchOptional(
                        "select body from step_summaries where claim_id = {0} and seq = {1}",
                        val(place.claim().value()), val(place.seq()))
                .map(row -> row.get("body", String.class));
    }

    /// Where one stands.
    ///
    /// @param stepName as people see it; empty where it is not known
    /// @param bytes of its Markdown in UTF-8
    public record Place(ClaimId claim, int seq, int stepNumber, String stepName, int bytes) {}

    /// How one begins.
    ///
    /// @param cut whether there is more
    public record Beginning(StepSummary summary, boolean cut) {}
}
