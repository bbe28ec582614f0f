package dev.minijenkin.db.hook;

import static dev.minijenkin.db.schema.Tables.HOOK_DELIVERIES;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.inline;

import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SetStatement;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.notify.Topic;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/// The statements by which servers take deliveries, keep them and hand them back: each of them is
/// with one server at a time, and those of a repository keep their order however many there are.
public final class DeliveryTakes {
    /// Nobody else works on one of the repository just now.
    private static final String IS_FREE =
            """
            (r.lane_holder = ? or not exists (
                select from hook_deliveries b
                where b.repository_id = r.id and b.state = 'received' and b.begun > 0
                    and b.next_attempt_at > now()))
            """;

    /// Takes rows of `due`, of repositories whose turn nobody took since: a statement that ran at
    /// the same moment may have taken what comes before them. An update tells its rows in any
    /// order: they are sorted again.
    private static final String TAKEN =
            """
            turns as materialized (
                select r.id from repositories r
                join (select distinct repository_id, lane_turns from due) seen on seen.repository_id = r.id
                where r.lane_turns = seen.lane_turns or r.lane_holder = ?
                for no key update of r skip locked),
            lanes as (
                update repositories r set lane_holder = ?, lane_turns = r.lane_turns + 1
                from turns where r.id = turns.id
                returning r.id),
            locked as materialized (
                select d.id from hook_deliveries d
                where d.id in (select id from due) and d.repository_id in (select id from lanes)
                    and d.state = 'received' and d.next_attempt_at <= now()
                for update skip locked),
            taken as (
                update hook_deliveries d
                set attempts = d.attempts + 1, begun = d.begun + 1,
                    next_attempt_at = now() + make_interval(secs => ?)
                from locked where d.id = locked.id
                returning d.id, d.repository_id, d.source, d.event, d.payload, d.attempts, d.begun,
                    extract(epoch from now() - d.opened_at)::float8 as age)
            select taken.*, r.host
            from taken
            join due on due.id = taken.id
            join repositories r on r.id = taken.repository_id
            order by due.next_attempt_at, taken.repository_id, due.id
            """;

    /// The first part walks over the repositories that have open deliveries, one look into an index
    /// each: how many deliveries any of them has costs nothing. Those of one repository come in
    /// their order, also where some were taken before and handed back.
    static final String TAKE =
            """
            with recursive in_line (id) as (
                (select repository_id from hook_deliveries where state = 'received' order by repository_id limit 1)
                union all
                select (
                    select d.repository_id from hook_deliveries d
                    where d.state = 'received' and d.repository_id > i.id
                    order by d.repository_id limit 1)
                from in_line i where i.id is not null),
            candidates as (
                select d.id, r.id as repository_id, r.lane_turns, d.bytes,
                    min(d.next_attempt_at) over (partition by r.id) as next_attempt_at
                from in_line i
                join repositories r on r.id = i.id
                cross join lateral (
                    select h.id, h.next_attempt_at, octet_length(h.payload) as bytes from hook_deliveries h
                    where h.repository_id = r.id and h.state = 'received' and h.next_attempt_at <= now()
                    order by h.id limit ?) d
                where r.id <> all (?::bigint[]) and r.host <> all (?::text[])
                    and not exists (
                        select from away_remotes a
                        where a.remote in ('repository:' || r.id, 'host:' || r.host))
                    and %s),
            due as materialized (
                select id, repository_id, lane_turns, next_attempt_at from (
                    select *, sum(bytes) over (order by next_attempt_at, repository_id, id) - bytes as before
                    from candidates) c
                where before < 16777216
                order by next_attempt_at, repository_id, id
                limit ?),
            """
                            .formatted(IS_FREE)
                    + TAKEN;

    private static final SetStatement TAKE_DUE = SetStatement.of(TAKE);

    /// A remote has its turn only where a delivery needs it; of a host that is away a repository is
    /// chosen that is not away on its own.
    private static final SetStatement TAKE_PROBES =
            SetStatement.of(
                    """
                    with wanted as materialized (
                        select a.remote from away_remotes a
                        where a.next_try_at <= now() and exists (
                            select from repositories r
                            join hook_deliveries d on d.repository_id = r.id
                            where a.remote in ('repository:' || r.id, 'host:' || r.host)
                                and d.state = 'received' and d.next_attempt_at <= now() and %1$s)
                        order by a.next_try_at
                        limit ?
                        for update skip locked),
                    claimed as (
                        update away_remotes a set next_try_at = now() + make_interval(secs => ?)
                        from wanted w where a.remote = w.remote
                        returning a.remote),
                    due as materialized (
                        select distinct on (c.remote) d.id, r.id as repository_id, r.lane_turns, d.next_attempt_at
                        from claimed c
                        join repositories r on c.remote in ('repository:' || r.id, 'host:' || r.host)
                        cross join lateral (
                            select h.id, h.next_attempt_at from hook_deliveries h
                            where h.repository_id = r.id and h.state = 'received' and h.next_attempt_at <= now()
                            order by h.id limit 1) d
                        where not exists (
                            select from away_remotes o
                            where o.remote in ('repository:' || r.id, 'host:' || r.host)
                                and o.remote not in (select remote from wanted))
                            and %1$s
                        order by c.remote, d.next_attempt_at, d.id),
                    """
                                    .formatted(IS_FREE)
                            + TAKEN);

    private DeliveryTakes() {}

    /// Takes up to `limit` deliveries that are due, oldest first. They are due again after `lease`,
    /// should their processing die; one that fails is put off by [Deliveries#retryLater]. Of a
    /// repository of which another process has one in hand none is taken, so that they keep their
    /// order.
    public static List<Delivery> take(Tx tx, int limit, DeliveryTaker taker) {
        return take(tx, limit, limit, Enough.OF_NOBODY, taker);
    }

    /// The same with a bound for each repository, so that one that has many keeps no other waiting.
    /// Of repositories that are away, by themselves or with their host, none is taken: see
    /// [#takeProbes].
    ///
    /// @param ofEach repository at most
    /// @param enough of whom none is to be taken
    public static List<Delivery> take(
            Tx tx, int limit, int ofEach, Enough enough, DeliveryTaker taker) {
        Long[] ids = enough.repositories().stream().map(RepositoryId::value).toArray(Long[]::new);
        String[] hosts = enough.hosts().toArray(String[]::new);
        return TAKE_DUE.rows(
                tx,
                row -> delivery(row, false),
                ofEach,
                ids,
                hosts,
                taker.id(),
                limit,
                taker.id(),
                taker.id(),
                Delays.seconds(taker.lease()));
    }

    /// Takes one delivery for each remote that is away and is to be tried again ([AwayRemotes]); no
    /// other process tries it before the lease is over.
    public static List<Delivery> takeProbes(Tx tx, int limit, DeliveryTaker taker) {
        UUID id = taker.id();
        double lease = Delays.seconds(taker.lease());
        return TAKE_PROBES.rows(
                tx, row -> delivery(row, true), id, limit, lease, id, id, id, lease);
    }

    private static Delivery delivery(ResultSet row, boolean probe) throws SQLException {
        return new Delivery(
                new DeliveryId(row.getLong("id")),
                new RepositoryId(row.getLong("repository_id")),
                row.getString("host"),
                EnumWords.parse(DeliverySource.class, row.getString("source")),
                row.getString("event"),
                row.getBytes("payload"),
                row.getInt("attempts"),
                row.getInt("begun"),
                Duration.ofMillis((long) (row.getDouble("age") * 1000)),
                probe);
    }

    /// What was taken and is still waited for or worked on is not due for another while.
    public static void renew(Tx tx, Collection<DeliveryId> ids, Duration lease) {
        tx.sql()
                .update(HOOK_DELIVERIES)
                .set(HOOK_DELIVERIES.NEXT_ATTEMPT_AT, Delays.in(lease))
                .where(HOOK_DELIVERIES.ID.in(ids.stream().map(DeliveryId::value).toList()))
                .and(HOOK_DELIVERIES.STATE.eq(inline("received")))
                .execute();
    }

    /// What was taken and not begun is due again, as if nobody had taken it.
    public static void handBack(Tx tx, Collection<DeliveryId> ids) {
        tx.sql()
                .update(HOOK_DELIVERIES)
                .set(HOOK_DELIVERIES.ATTEMPTS, HOOK_DELIVERIES.ATTEMPTS.minus(1))
                .set(HOOK_DELIVERIES.BEGUN, 0)
                .set(HOOK_DELIVERIES.NEXT_ATTEMPT_AT, currentOffsetDateTime())
                .where(HOOK_DELIVERIES.ID.in(ids.stream().map(DeliveryId::value).toList()))
                .and(HOOK_DELIVERIES.STATE.eq(inline("received")))
                .execute();
        ids.forEach(id -> tx.hint(Topic.DELIVERY, id.value()));
    }
}
