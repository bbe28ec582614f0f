package dev.minijenkin.db.claim;

import static dev.minijenkin.db.schema.Tables.CLAIMS;
import static dev.minijenkin.db.schema.Tables.JOBS;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.hold.HeldJobs;
import dev.minijenkin.db.notify.Topic;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Statements over `claims`.
public final class Claims {
    /// Claims of a job that nobody acknowledged, before they count as well.
    static final int MOST_BOUNCES = 50;

    private Claims() {}

    /// Takes the best jobs that a runner can do: priority, then fairness between repositories, then
    /// age.
    ///
    /// @param instance of the running process: one that left, was superseded or drained gets
    ///   nothing
    /// @param labelSets that the runner serves
    /// @param limit free slots
    public static List<ClaimedJob> take(
            Tx tx,
            RunnerId runner,
            UUID instance,
            List<Integer> labelSets,
            ClaimFloor floor,
            int limit) {
        if (labelSets.isEmpty() || limit < 1) {
            return List.of();
        }
        return new JobTake(runner, instance, labelSets, floor, limit).take(tx);
    }

    /// The same for a guest runner, by a function that looks at what it may have: jobs of runs that
    /// are for guests. They are claimed only.
    public static List<ClaimedJob> takeAsGuest(
            Tx tx,
            RunnerId runner,
            UUID instance,
            List<Integer> labelSets,
            ClaimFloor floor,
            int limit) {
        if (labelSets.isEmpty() || limit < 1) {
            return List.of();
        }
        return new JobTake(runner, instance, labelSets, floor, limit).takeAsGuest(tx);
    }

    /// Ends jobs that succeeded ([JobEndings#write]) and takes others for their places, in one
    /// transaction: what a runner that is never idle does.
    ///
    /// @param labelSets as for [#take]; at least one
    /// @param free slots beside those of the jobs that end
    public static JobExchange exchange(
            Tx tx,
            RunnerId runner,
            UUID instance,
            List<Integer> labelSets,
            ClaimFloor floor,
            int free,
            List<JobEnding> ending) {
        return new JobTake(runner, instance, labelSets, floor, free).exchange(tx, ending);
    }

    /// The runner began: the job is running, and so is its run. A run that has to change is locked
    /// before the claim, as everywhere.
    public static Acknowledgement acknowledge(Tx tx, ClaimId claim, RunId run) {
        List<Boolean> began =
                tx.sql()
                        .fetch(
                                """
                                with first as materialized (
                                    select from pipeline_runs
                                    where id = ? and state in ('queued', 'waiting')
                                    for no key update),
                                live as (
                                    update claims set acknowledged_at = now()
                                    where id = ? and released_at is null and acknowledged_at is null
                                        and (select count(*) from first) >= 0
                                    returning job_id),
                                running as (
                                    update jobs set state = 'running', started_at = now()
                                    where id = any(array(select job_id from live)) and state = 'claimed'
                                    returning jobs.id, jobs.run_id),
                                deploying as (
                                    update deployments d set claim_id = ?
                                    where d.job_id = any(array(select id from running)) and d.state = 'active'),
                                run as (
                                    update pipeline_runs r
                                    set state = 'running', started_at = coalesce(r.started_at, now())
                                    where r.id = any(array(select run_id from running))
                                        and r.state in ('queued', 'waiting')
                                    returning r.id)
                                select exists (select from run) as began from running
                                """,
                                run.value(),
                                claim.value(),
                                claim.value())
                        .getValues("began", Boolean.class);
        tx.hint(Topic.RUN, run.value());
        if (began.isEmpty()) {
            return Acknowledgement.REFUSED;
        }
        return began.getFirst() ? Acknowledgement.RUN_BEGAN : Acknowledgement.JOB_BEGAN;
    }

    /// Whether a claim is live and its runner has said that it began: where the answer to
    /// [#acknowledge] was lost.
    public static boolean isAcknowledged(Tx tx, ClaimId claim) {
        return tx.sql()
                .fetchExists(
                        CLAIMS,
                        CLAIMS.ID
                                .eq(claim.value())
                                .and(CLAIMS.RELEASED_AT.isNull())
                                .and(CLAIMS.ACKNOWLEDGED_AT.isNotNull()));
    }

    /// The job of a live claim began with it, but its runner never heard of that: the claim is not
    /// to count ([#requeue]).
    public static void neverBegan(Tx tx, ClaimId claim) {
        tx.sql()
                .update(CLAIMS)
                .setNull(CLAIMS.ACKNOWLEDGED_AT)
                .where(CLAIMS.ID.eq(claim.value()).and(CLAIMS.RELEASED_AT.isNull()))
                .execute();
    }

    /// The run of a claim's job, live or not.
    public static Optional<RunId> runOf(Tx tx, ClaimId claim) {
        return tx.sql()
                .select(JOBS.RUN_ID)
                .from(CLAIMS)
                .join(JOBS)
                .on(JOBS.ID.eq(CLAIMS.JOB_ID))
                .where(CLAIMS.ID.eq(claim.value()))
                .fetchOptional(row -> new RunId(row.value1()));
    }

    /// Ends a live claim, and its open steps, which nobody will end any more: what ran is
    /// cancelled, what did not begin is skipped. The caller holds the run's lock and writes the
    /// result in the same transaction.
    ///
    /// @return the claim's job; empty where the claim is not live any more, so that nothing may be
    ///   written
    public static Optional<JobId> release(Tx tx, ClaimId claim, ClaimOutcome outcome) {
        return tx
                .sql()
                .fetch(
                        """
                        with released as (
                            update claims set released_at = now(), outcome = ?
                            where id = ? and released_at is null
                            returning id, job_id),
                        abandoned as (
                            update steps s
                            set outcome = w.word, conclusion = w.word, state = 'finished', finished_at = now()
                            from released r, (values ('running', 'cancelled'), ('pending', 'skipped')) as w(state, word)
                            where s.claim_id = r.id and s.state = w.state)
                        select job_id from released
                        """,
                        EnumWords.of(outcome),
                        claim.value())
                .getValues("job_id", Long.class)
                .stream()
                .findFirst()
                .map(JobId::new);
    }

    /// Puts the job of a released claim back into the queue with the rank that it had, or lets it
    /// wait where a person holds it: but not one that had begun to deploy. A claim that was never
    /// acknowledged does not count against the job's claims, up to [#MOST_BOUNCES]: after so many
    /// it is the job that ends its runners.
    ///
    /// @return false where it may not be claimed again
    public static boolean requeue(Tx tx, ClaimId released) {
        var labelSets =
                tx.sql()
                        .fetch(
                                """
                                with back as (
                                    update jobs j
                                    set claimed_at = null, started_at = null,
                                        claims_left = j.claims_left + free.claims,
                                        (state, waiting_for, message, queued_at) = %s
                                    from claims c
                                    cross join lateral (
                                        select case when c.acknowledged_at is null and ? > (
                                            select count(*) from claims b
                                            where b.job_id = c.job_id and b.acknowledged_at is null)
                                            then 1 else 0 end as claims) free
                                    where c.id = ? and j.id = c.job_id and j.state in ('claimed', 'running')
                                        and j.claims_left + free.claims > 0 and j.cancel_requested_at is null
                                        and not (j.state = 'running' and exists (
                                            select from deployments d
                                            where d.job_id = j.id and d.state = 'active'))
                                    returning j.id, j.label_set_id, j.priority, j.repository_id, c.vtime, j.state),
                                entered as (
                                    insert into queue (label_set_id, priority, vtime, job_id, repository_id)
                                    select label_set_id, priority, vtime, id, repository_id from back
                                    where state = 'queued')
                                select label_set_id from back
                                """
                                        .formatted(HeldJobs.REQUEUED_OR_HELD),
                                MOST_BOUNCES,
                                released.value())
                        .getValues("label_set_id", Integer.class);
        labelSets.forEach(set -> tx.hint(Topic.QUEUE, set));
        return !labelSets.isEmpty();
    }
}
