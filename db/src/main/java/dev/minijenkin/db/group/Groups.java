package dev.minijenkin.db.group;

import static dev.minijenkin.db.schema.Tables.CONCURRENCY_GROUPS;
import static dev.minijenkin.db.schema.Tables.GROUP_LOCKS;
import static dev.minijenkin.db.schema.Tables.JOBS;
import static org.jooq.impl.DSL.inline;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.hold.HeldJobs;
import dev.minijenkin.db.notify.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.Record;

/// Statements over `concurrency_groups`. Members come and go under the lock of their run; who makes
/// one active holds the lock of the group besides ([#lock]), which is taken after that of the run.
public final class Groups {
    /// People see the newest sentence of so many that wait in one group.
    private static final int EXPLAINED = 100;

    /// The group that has waited for longest comes first, promotion before all else: who is first
    /// where nobody is active begins, whoever comes behind. One that a person holds keeps its place,
    /// lets those behind it pass and replaces nobody; it may be replaced.
    private static final String STEPS =
            """
            with waiting as materialized (
                select w.*, lag(w.id) over line is null and not w.held as first,
                    (select n.id from concurrency_groups n
                    where n.repository_id = w.repository_id and n.key = w.key and not n.active
                        and not n.in_line and n.id > w.id and not %s
                    order by n.id desc limit 1) as newer
                from (
                    select w.*, %s as held from concurrency_groups w
                    where not w.active and (? or (w.repository_id = ? and w.key = ?))) w
                window line as (partition by w.repository_id, w.key, w.held order by w.id)),
            steps as (
                select 1 as place, 'promote' as kind, w.id, w.repository_id, w.key, w.name, w.run_id, w.job_id,
                    null::bigint as because
                from waiting w
                where w.first and not exists (
                    select from concurrency_groups a
                    where a.repository_id = w.repository_id and a.key = w.key and a.active)
                union all
                select 2, 'supersede', w.id, w.repository_id, w.key, w.name, w.run_id, w.job_id, w.newer
                from waiting w
                where w.newer is not null and exists (
                    select from concurrency_groups a
                    where a.repository_id = w.repository_id and a.key = w.key and a.active)
                union all
                select 3, 'cancel', a.id, a.repository_id, a.key, a.name, a.run_id, a.job_id, w.id
                from waiting w
                join concurrency_groups a on a.repository_id = w.repository_id and a.key = w.key and a.active
                where w.cancels and not w.held and not a.cancel_asked and w.newer is null)
            """
                    .formatted(HeldJobs.holdsMember("n"), HeldJobs.holdsMember("w"));

    /// Runs, or calls, that each hold a group as a whole while one of their jobs waits for the
    /// group of the next would wait for ever. A cycle is closed by a member that enters or is
    /// promoted, and is looked for in that member's group; whoever finds it sees the same job as
    /// its newest.
    private static final String CYCLE =
            """
            with recursive whole as not materialized (
                select g.id, g.repository_id, g.key, g.run_id, g.job_id,
                    j.key || case when j.leg = '' then '' else '.' || j.leg end as scope
                from concurrency_groups g
                left join jobs j on j.id = g.job_id
                where g.active and (g.job_id is null or j.form = 'call')),
            step as not materialized (
                select w.id as waiter, w.run_id as waiter_run, w.job_id as waiter_job, j.key as waiter_key,
                    w.repository_id, w.key, a.id as holder, a.run_id as holder_run, a.job_id as holder_job,
                    a.scope as holder_scope
                from concurrency_groups w
                join jobs j on j.id = w.job_id
                join whole a on a.repository_id = w.repository_id and a.key = w.key
                where not w.active),
            way as (
                select s.waiter_run, s.waiter_job, s.waiter_key, s.holder_run, s.holder_job, s.holder_scope,
                    array[s.waiter] as path
                from step s
                where s.repository_id = ? and s.key = ?
                union all
                select y.waiter_run, y.waiter_job, y.waiter_key, s.holder_run, s.holder_job, s.holder_scope,
                    y.path || s.waiter
                from way y
                join step s on s.waiter_run = y.holder_run
                    and (y.holder_job is null or s.waiter_job = y.holder_job
                        or starts_with(s.waiter_key, y.holder_scope || '/'))
                    and s.waiter <> all (y.path))
            select 'break' as kind, m.id, m.run_id, m.job_id, m.name, coalesce(%s, '') as because
            from way y
            join concurrency_groups m on m.id = (select max(id) from unnest(y.path) id)
            join concurrency_groups a on a.repository_id = m.repository_id and a.key = m.key and a.active
            where y.holder_run = y.waiter_run
                and (y.holder_job is null or y.holder_job = y.waiter_job
                    or starts_with(y.waiter_key, y.holder_scope || '/'))
            order by m.id
            limit 1
            """
                    .formatted(shown("a"));

    private Groups() {}

    /// Enters a group, to wait there.
    public static void enter(Tx tx, NewMember member) {
        tx.sql()
                .insertInto(CONCURRENCY_GROUPS)
                .set(CONCURRENCY_GROUPS.REPOSITORY_ID, member.group().repository().value())
                .set(CONCURRENCY_GROUPS.KEY, member.group().key())
                .set(CONCURRENCY_GROUPS.NAME, PostgresText.text(member.rules().name()))
                .set(CONCURRENCY_GROUPS.RUN_ID, member.run().value())
                .set(CONCURRENCY_GROUPS.JOB_ID, member.job() == null ? null : member.job().value())
                .set(CONCURRENCY_GROUPS.CANCELS, member.rules().cancels())
                .set(CONCURRENCY_GROUPS.IN_LINE, member.rules().inLine())
                .execute();
    }

    /// The groups in which a run, or one of its jobs, is in line.
    public static List<GroupName> waitedFor(Tx tx, RunId run) {
        return tx.sql()
                .selectDistinct(CONCURRENCY_GROUPS.REPOSITORY_ID, CONCURRENCY_GROUPS.KEY)
                .from(CONCURRENCY_GROUPS)
                .where(CONCURRENCY_GROUPS.RUN_ID.eq(run.value()))
                .and(CONCURRENCY_GROUPS.ACTIVE.isFalse())
                .fetch(row -> new GroupName(new RepositoryId(row.value1()), row.value2()));
    }

    /// The keys of the groups that a job entered and has not left.
    public static Set<String> entered(Tx tx, JobId job) {
        return tx.sql()
                .select(CONCURRENCY_GROUPS.KEY)
                .from(CONCURRENCY_GROUPS)
                .where(CONCURRENCY_GROUPS.JOB_ID.eq(job.value()))
                .fetchSet(CONCURRENCY_GROUPS.KEY);
    }

    /// Whether a run as a whole, or one of its calls, holds a group.
    public static boolean isHeldBy(Tx tx, GroupName group, RunId run, Collection<JobId> calls) {
        return tx.sql()
                .fetchExists(
                        CONCURRENCY_GROUPS,
                        CONCURRENCY_GROUPS.REPOSITORY_ID.eq(group.repository().value()),
                        CONCURRENCY_GROUPS.KEY.eq(group.key()),
                        CONCURRENCY_GROUPS.ACTIVE.isTrue(),
                        CONCURRENCY_GROUPS.RUN_ID.eq(run.value()),
                        CONCURRENCY_GROUPS
                                .JOB_ID
                                .isNull()
                                .or(
                                        CONCURRENCY_GROUPS.JOB_ID.in(
                                                calls.stream().map(JobId::value).toList())));
    }

    /// The jobs of a run that have ended leave their groups.
    ///
    /// @return the groups that they were in
    public static List<GroupName> leaveEnded(Tx tx, RunId run) {
        return tx.sql()
                .deleteFrom(CONCURRENCY_GROUPS)
                .using(JOBS)
                .where(CONCURRENCY_GROUPS.RUN_ID.eq(run.value()))
                .and(JOBS.ID.eq(CONCURRENCY_GROUPS.JOB_ID))
                .and(JOBS.STATE.eq(inline("finished")))
                .returningResult(CONCURRENCY_GROUPS.REPOSITORY_ID, CONCURRENCY_GROUPS.KEY)
                .fetch(row -> new GroupName(new RepositoryId(row.value1()), row.value2()));
    }

    /// The run leaves the group in which it is as a whole.
    public static Optional<GroupName> leave(Tx tx, RunId run) {
        return tx.sql()
                .deleteFrom(CONCURRENCY_GROUPS)
                .where(CONCURRENCY_GROUPS.RUN_ID.eq(run.value()))
                .and(CONCURRENCY_GROUPS.JOB_ID.isNull())
                .returningResult(CONCURRENCY_GROUPS.REPOSITORY_ID, CONCURRENCY_GROUPS.KEY)
                .fetchOptional(row -> new GroupName(new RepositoryId(row.value1()), row.value2()));
    }

    /// Keeps others from making somebody of the group active, until the end of the transaction.
    /// Waits for whoever does so just now. A row and not an advisory lock, which belongs to
    /// everybody who may connect; made at the first turn.
    public static void lock(Tx tx, GroupName group) {
        tx.sql()
                .execute(
                        """
                        insert into group_locks as l (repository_id, key) values (?, ?)
                        on conflict (repository_id, key) do update set key = l.key where false
                        """,
                        group.repository().value(),
                        group.key());
    }

    /// The same where nobody else does so just now.
    ///
    /// @return whether this transaction holds it
    public static boolean tryLock(Tx tx, GroupName group) {
        tx.sql()
                .insertInto(GROUP_LOCKS)
                .set(GROUP_LOCKS.REPOSITORY_ID, group.repository().value())
                .set(GROUP_LOCKS.KEY, group.key())
                .onConflictDoNothing()
                .execute();
        return tx.sql()
                .select(inline(1))
                .from(GROUP_LOCKS)
                .where(GROUP_LOCKS.REPOSITORY_ID.eq(group.repository().value()))
                .and(GROUP_LOCKS.KEY.eq(group.key()))
                .forNoKeyUpdate()
                .skipLocked()
                .fetchOptional()
                .isPresent();
    }

    /// Forgets the locks of groups without a member; passes over those that are held.
    public static void forgetUnused(Tx tx) {
        tx.sql()
                .execute(
                        """
                        with unused as materialized (
                            select l.repository_id, l.key from group_locks l
                            where not exists (select from concurrency_groups m
                                where m.repository_id = l.repository_id and m.key = l.key)
                            limit 10000
                            for update skip locked)
                        delete from group_locks l using unused u
                        where l.repository_id = u.repository_id and l.key = u.key
                        """);
    }

    /// What is to be done next in a group; empty where everything is as it should be.
    public static Optional<GroupStep> next(Tx tx, GroupName group) {
        return first(
                        tx,
                        STEPS
                                + """
                                select s.kind, s.id, s.run_id, s.job_id, s.name,
                                    coalesce(%s, '') as because
                                from (select * from steps order by place, id limit 1) s
                                left join concurrency_groups m on m.id = s.because
                                """
                                        .formatted(shown("m")),
                        false,
                        group.repository().value(),
                        group.key())
                .or(() -> first(tx, CYCLE, group.repository().value(), group.key()));
    }

    private static Optional<GroupStep> first(Tx tx, String query, Object... values) {
        return tx.sql().fetch(query, values).stream().findFirst().map(Groups::step);
    }

    /// Groups in which something is to be done. Whoever leaves something to be done does it himself
    /// right after his commit, so that there are none unless one died in between.
    public static List<GroupName> due(Tx tx) {
        return tx.sql()
                .fetch(STEPS + "select distinct repository_id, key from steps", true, 0L, "")
                .map(row ->
                        new GroupName(
                                new RepositoryId(row.get("repository_id", Long.class)),
                                row.get("key", String.class)));
    }

    /// Makes a member active.
    public static void promote(Tx tx, long member) {
        tx.sql()
                .update(CONCURRENCY_GROUPS)
                .set(CONCURRENCY_GROUPS.ACTIVE, true)
                .where(CONCURRENCY_GROUPS.ID.eq(member))
                .execute();
    }

    /// The active member was asked to end for a newer one.
    public static void cancelAsked(Tx tx, long member) {
        tx.sql()
                .update(CONCURRENCY_GROUPS)
                .set(CONCURRENCY_GROUPS.CANCEL_ASKED, true)
                .where(CONCURRENCY_GROUPS.ID.eq(member))
                .execute();
    }

    /// Tells those that wait in a group who holds it. Passes over what somebody else has locked: he
    /// changes it anyway.
    public static void explain(Tx tx, GroupName group) {
        List<Long> told = new ArrayList<>();
        for (String statement :
                List.of(
                        """
                        update jobs j set message = f.message from found f
                        where f.job_id = j.id and j.state = 'waiting' and j.waiting_for = 'concurrency'
                            and j.message is distinct from f.message
                            and j.id in (select id from jobs where id in (select job_id from found)
                                for no key update skip locked)
                        returning j.run_id
                        """,
                        """
                        update pipeline_runs r set message = f.message from found f
                        where f.job_id is null and f.run_id = r.id and r.state = 'waiting'
                            and r.message is distinct from f.message
                            and r.id in (select id from pipeline_runs
                                where id in (select run_id from found where job_id is null)
                                for no key update skip locked)
                        returning r.id as run_id
                        """)) {
            told.addAll(
                    tx.sql()
                            .fetch(
                                    """
                                    with found as materialized (
                                        select w.run_id, w.job_id, 'Waits for the concurrency group `' || w.name
                                            || '`, which ' || %s || ' holds' as message
                                        from concurrency_groups m
                                        join concurrency_groups w on w.repository_id = m.repository_id
                                            and w.key = m.key and not w.active
                                        where m.repository_id = ? and m.key = ? and m.active
                                        order by w.id limit ?)
                                    """
                                                    .formatted(shown("m"))
                                            + statement,
                                    group.repository().value(),
                                    group.key(),
                                    EXPLAINED)
                            .getValues("run_id", Long.class));
        }
        told.forEach(run -> tx.hint(Topic.RUN, run));
    }

    /// A member as people know it: "ci #12", "deploy of ci #12".
    private static String shown(String member) {
        return """
        (select coalesce((select j.name || ' of ' from jobs j where j.id = %1$s.job_id), '')
            || p.name || ' #' || r.number
        from pipeline_runs r join pipelines p on p.id = r.pipeline_id where r.id = %1$s.run_id)
        """
                .formatted(member);
    }

    private static GroupStep step(Record row) {
        Long job = row.get("job_id", Long.class);
        return new GroupStep(
                EnumWords.parse(GroupStep.Kind.class, row.get("kind", String.class)),
                row.get("id", Long.class),
                new RunId(row.get("run_id", Long.class)),
                job == null ? null : new JobId(job),
                row.get("name", String.class),
                row.get("because", String.class));
    }
}
