package dev.minijenkin.db.runner;

import static dev.minijenkin.db.schema.Tables.RUNNERS;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.lower;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.notify.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/// Statements over `runners` and `runner_heartbeats`.
public final class Runners {
    private static final String HOLDER =
            """
            select r.instance, r.host, r.pid,
                greatest(0, extract(epoch from now() - h.heartbeat_at))::float8 as silent_for,
                r.stopped_at is null and r.instance <> ? and r.instance <> all (?::uuid[])
                    and h.heartbeat_at > now() - make_interval(secs => s.lease_seconds) as alive
            from runners r
            left join runner_heartbeats h on h.runner_id = r.id
            cross join settings s
            where lower(r.name) = lower(?)
            """;

    /// Only from the holder that was seen to be gone: another process may have been first.
    private static final String TAKE =
            """
            with runner as (
                insert into runners (name, instance, labels, capacity, host, os, architecture, version, pid)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (lower(name)) do update set
                    instance = excluded.instance, labels = excluded.labels, capacity = excluded.capacity,
                    host = excluded.host, os = excluded.os, architecture = excluded.architecture,
                    version = excluded.version, pid = excluded.pid, guest_login = null, guest_keyset = null,
                    draining = false, registered_at = now(), stopped_at = null
                where runners.instance = ?::uuid
                returning id),
            beat as (
                insert into runner_heartbeats (runner_id) select id from runner
                on conflict (runner_id) do update set heartbeat_at = now())
            select runner.id, s.lease_seconds from runner cross join settings s
            """;

    private static final String BEAT =
            """
            with beat as (
                update runner_heartbeats h
                set heartbeat_at = now(), load_average = ?
                from runners r
                where h.runner_id = ? and r.id = h.runner_id and r.instance = ? and r.stopped_at is null
                returning r.id, r.draining, r.labels),
            online as materialized (
                select r.labels
                from settings s, runner_heartbeats o
                join runners r on r.id = o.runner_id
                where ? and o.heartbeat_at > now() - make_interval(secs => s.lease_seconds) and r.stopped_at is null)
            select
                (select draining from beat) as draining,
                array(select c.id from claims c, beat
                    where c.runner_id = beat.id and c.released_at is null and c.instance = ?) as live,
                array(select c.id from claims c join jobs j on j.id = c.job_id, beat
                    where c.runner_id = beat.id and c.released_at is null and c.instance = ?
                        and j.cancel_requested_at is not null) as cancelled,
                s.lease_seconds,
                exists (
                    select from unnest(?::int[]) as w(label_set_id)
                    cross join lateral (
                        select from queue q where q.label_set_id = w.label_set_id limit 1) head) as queued,
                (select count(*) from label_sets) as label_sets,
                (select count(*) from online) as online,
                (select count(*) from online o, beat where o.labels = beat.labels) as alike
            from settings s
            """;

    private Runners() {}

    /// Takes a name for a process. A name that is in use is taken over only once its process has
    /// left or has been silent longer than the lease; of two that take it at once one is refused.
    ///
    /// @param dead instances that certainly live no more, and whose name is free at once
    public static RegistrationOutcome register(
            Tx tx, RunnerRegistration registration, Set<UUID> dead) {
        while (true) {
            Record holder =
                    tx.sql()
                            .fetchOptional(
                                    HOLDER,
                                    registration.instance(),
                                    dead.toArray(UUID[]::new),
                                    registration.name())
                            .orElse(null);
            if (holder != null && Boolean.TRUE.equals(holder.get("alive", Boolean.class))) {
                return new RegistrationOutcome.NameTaken(
                        holder.get("host", String.class),
                        holder.get("pid", Long.class),
                        Duration.ofMillis((long) (holder.get("silent_for", Double.class) * 1000)));
            }
            Optional<RegistrationOutcome> taken = take(tx, registration, holder);
            if (taken.isPresent()) {
                return taken.get();
            }
        }
    }

    /// Empty where the name has another holder by now than was seen.
    private static Optional<RegistrationOutcome> take(
            Tx tx, RunnerRegistration registration, @Nullable Record seen) {
        return tx.sql()
                .fetchOptional(
                        TAKE,
                        registration.name(),
                        registration.instance(),
                        registration.labels().toArray(String[]::new),
                        registration.capacity(),
                        registration.host(),
                        registration.os(),
                        registration.architecture(),
                        registration.version(),
                        registration.pid(),
                        seen == null ? null : seen.get("instance", UUID.class))
                .map(row -> {
                    RunnerId id = new RunnerId(row.get("id", Long.class));
                    tx.hint(Topic.RUNNER, id.value());
                    return new RegistrationOutcome.Registered(
                            id, Duration.ofSeconds(row.get("lease_seconds", Integer.class)));
                });
    }

    /// The same of one that looks for no work.
    public static Heartbeat beat(Tx tx, RunnerId runner, UUID instance, float loadAverage) {
        return beat(tx, runner, instance, loadAverage, List.of(), false);
    }

    /// "I am alive": one narrow update a runner, whatever it carries out. The answer has all that a
    /// runner without work would have to ask for besides.
    ///
    /// @param wanted label sets that it has a free slot for; empty where it asks for no work
    /// @param counting whether the others are counted, which costs the more, the more there are
    public static Heartbeat beat(
            Tx tx,
            RunnerId runner,
            UUID instance,
            float loadAverage,
            List<Integer> wanted,
            boolean counting) {
        Record row =
                tx.sql()
                        .fetchSingle(
                                BEAT,
                                loadAverage,
                                runner.value(),
                                instance,
                                counting,
                                instance,
                                instance,
                                wanted.toArray(Integer[]::new));
        return heartbeat(row, row.get("alike", Integer.class));
    }

    /// The answer to a heartbeat, of whichever kind of runner.
    ///
    /// @param row `draining` is null where another process took the name over
    /// @param alike as [Heartbeat#alike]
    public static Heartbeat heartbeat(Record row, int alike) {
        Boolean draining = row.get("draining", Boolean.class);
        return new Heartbeat(
                draining != null,
                Boolean.TRUE.equals(draining),
                claims(row.get("live", Long[].class)),
                claims(row.get("cancelled", Long[].class)),
                Duration.ofSeconds(row.get("lease_seconds", Integer.class)),
                row.get("queued", Boolean.class),
                row.get("label_sets", Integer.class),
                row.get("online", Integer.class),
                alike);
    }

    /// The process leaves in good order; claims that it still has are lost at once.
    public static void stop(Tx tx, RunnerId runner, UUID instance) {
        tx.sql()
                .update(RUNNERS)
                .set(RUNNERS.STOPPED_AT, currentOffsetDateTime())
                .where(RUNNERS.ID.eq(runner.value()))
                .and(RUNNERS.INSTANCE.eq(instance))
                .execute();
        tx.hint(Topic.RUNNER, runner.value());
    }

    /// By name, ignoring case.
    public static Optional<RunnerId> find(Tx tx, String name) {
        return tx.sql()
                .select(RUNNERS.ID)
                .from(RUNNERS)
                .where(lower(RUNNERS.NAME).eq(name.toLowerCase(Locale.ROOT)))
                .fetchOptional(row -> new RunnerId(row.value1()));
    }

    /// The labels of each runner that has not left.
    public static List<List<String>> labels(Tx tx) {
        return tx.sql()
                .select(RUNNERS.LABELS)
                .from(RUNNERS)
                .where(RUNNERS.STOPPED_AT.isNull())
                .fetch(row -> List.of(row.value1()));
    }

    /// Asks a runner to take no more jobs, or to take jobs again; false where there is no such
    /// runner.
    public static boolean setDraining(Tx tx, RunnerId runner, boolean draining) {
        boolean found =
                tx.sql()
                                .update(RUNNERS)
                                .set(RUNNERS.DRAINING, draining)
                                .where(RUNNERS.ID.eq(runner.value()))
                                .execute()
                        == 1;
        tx.hint(Topic.RUNNER, runner.value());
        return found;
    }

    /// Counts a runner as one that has left; false unless it is silent.
    public static boolean forget(Tx tx, RunnerId runner) {
        boolean silent =
                tx.sql()
                                .execute(
                                        """
                                        update runners r set stopped_at = now()
                                        from live_runners l
                                        where r.id = ? and l.id = r.id and not l.online and r.stopped_at is null
                                        """,
                                        runner.value())
                        == 1;
        tx.hint(Topic.RUNNER, runner.value());
        return silent;
    }

    private static Set<ClaimId> claims(Long[] ids) {
        return Arrays.stream(ids).map(ClaimId::new).collect(Collectors.toUnmodifiableSet());
    }
}
