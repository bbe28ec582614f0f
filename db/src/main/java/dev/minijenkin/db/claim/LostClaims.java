package dev.minijenkin.db.claim;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import java.util.List;

/// Claims that nobody will end any more, so that whoever notices does. What a guest runner has
/// reported is not lost, whatever becomes of the guest.
///
/// Each list has those after a claim, so that claims which cannot be ended just now do not hide the
/// rest.
public final class LostClaims {
    private static final String LOST =
            """
            select c.id as claim_id, c.job_id, j.run_id,
                case when r.instance <> c.instance or r.stopped_at is not null
                        or h.heartbeat_at < now() - make_interval(secs => s.lease_seconds)
                    then 'runner_lost' else 'unacknowledged' end as outcome,
                r.instance = c.instance and r.stopped_at is null as overdue
            from claims c
            join jobs j on j.id = c.job_id
            join runners r on r.id = c.runner_id
            left join runner_heartbeats h on h.runner_id = c.runner_id
            cross join settings s
            where c.released_at is null
                and not exists (
                    select from guest_claims g where g.claim_id = c.id and g.reported_at is not null)
                and (r.instance <> c.instance or r.stopped_at is not null
                    or h.heartbeat_at < now() - make_interval(secs => s.lease_seconds)
                    or (c.acknowledged_at is null
                        and c.claimed_at < now() - make_interval(secs => s.acknowledge_seconds)))
            """;

    private static final String SOME =
            LOST
                    + """
                    and c.id = any(array(select id from candidate where id > ? order by id limit ?))
                    order by c.id
                    """;

    /// Asks the runners: of one that is well its first and its last process are looked up in an
    /// index, however many claims it holds.
    private static final String OF_LOST_RUNNERS =
            """
            with suspect as materialized (
                select r.id, r.instance, state.gone
                from runners r
                left join runner_heartbeats h on h.runner_id = r.id
                cross join settings s
                cross join lateral (
                    select coalesce(r.stopped_at is not null
                            or h.heartbeat_at < now() - make_interval(secs => s.lease_seconds), false) as gone,
                        (select c.instance from claims c
                        where c.runner_id = r.id and c.released_at is null order by c.instance limit 1) as first,
                        (select c.instance from claims c
                        where c.runner_id = r.id and c.released_at is null order by c.instance desc limit 1) as last)
                    state
                where state.first is not null
                    and (state.gone or state.first <> r.instance or state.last <> r.instance)),
            candidate as materialized (
                select c.id
                from suspect s
                join claims c on c.runner_id = s.id and c.released_at is null
                where s.gone or c.instance <> s.instance)
            """
                    + SOME;

    /// Reads all live claims.
    private static final String UNACKNOWLEDGED =
            """
            with candidate as materialized (
                select c.id
                from claims c
                cross join settings s
                where c.released_at is null and c.acknowledged_at is null
                    and c.claimed_at < now() - make_interval(secs => s.acknowledge_seconds))
            """
                    + SOME;

    private LostClaims() {}

    /// Those whose runner is silent for longer than the lease, has left, or is another process now.
    ///
    /// @param after 0: from the first
    public static List<LostClaim> ofLostRunners(Tx tx, ClaimId after, int limit) {
        return fetch(tx, OF_LOST_RUNNERS, after, limit);
    }

    /// Those that were not acknowledged in time.
    ///
    /// @param after 0: from the first
    public static List<LostClaim> unacknowledged(Tx tx, ClaimId after, int limit) {
        return fetch(tx, UNACKNOWLEDGED, after, limit);
    }

    /// Releases a claim if it is still lost; the caller holds the run's lock and goes on with
    /// [Claims#requeue] or a failure.
    ///
    /// @return false where its runner gave a sign of life in the meantime, another process was
    ///   first, or it is locked just now: nobody waits for what its runner holds
    public static boolean release(Tx tx, LostClaim claim) {
        return !tx.sql()
                        .fetch(
                                LOST + "and c.id = ? for update of c skip locked",
                                claim.claim().value())
                        .isEmpty()
                && Claims.release(tx, claim.claim(), claim.outcome()).isPresent();
    }

    private static List<LostClaim> fetch(Tx tx, String query, ClaimId after, int limit) {
        return tx.sql().fetch(query, after.value(), limit).stream()
                .map(row ->
                        new LostClaim(
                                new ClaimId(row.get("claim_id", Long.class)),
                                new JobId(row.get("job_id", Long.class)),
                                new RunId(row.get("run_id", Long.class)),
                                EnumWords.parse(
                                        ClaimOutcome.class, row.get("outcome", String.class)),
                                row.get("overdue", Boolean.class)))
                .toList();
    }
}
