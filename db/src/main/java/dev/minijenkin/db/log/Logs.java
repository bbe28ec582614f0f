package dev.minijenkin.db.log;

import static dev.minijenkin.db.schema.Tables.CLAIMS;
import static dev.minijenkin.db.schema.Tables.JOB_LOGS;
import static org.jooq.impl.DSL.not;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.SetStatement;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.notify.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.SortField;

/// Statements over `job_logs` and `log_watchers`.
public final class Logs {
    /// FOR SHARE holds off whoever would release a claim until its lines are in, so that no line of
    /// a dead claim comes after its release. A chunk that is there already (an answer that was
    /// lost) is passed over.
    private static final SetStatement APPEND =
            SetStatement.of(
                    """
                    with live as (
                        select id, job_id, log_day from claims
                        where id = any(?::bigint[]) and outcome is null
                        order by id
                        for share),
                    written as (
                    """
                            + LogArrays.INSERT
                            + "from "
                            + LogArrays.TABLE
                            + """
                            join live c on c.id = l.claim_id
                            on conflict do nothing)
                            select live.id, j.run_id,
                                exists (select from log_watchers w where w.run_id = j.run_id and w.expires_at > now())
                            from live join jobs j on j.id = live.job_id
                            """);

    private record Live(long claim, long run, boolean watched) {}

    private Logs() {}

    /// Stores chunks of any number of jobs in one statement, and hints where somebody watches.
    public static AppendOutcome append(Tx tx, List<LogChunk> chunks) {
        if (chunks.isEmpty()) {
            return new AppendOutcome(Set.of());
        }
        List<Live> live =
                APPEND.rows(
                        tx,
                        row -> new Live(row.getLong(1), row.getLong(2), row.getBoolean(3)),
                        SetStatement.values(
                                chunks.stream()
                                        .mapToLong(c -> c.claim().value())
                                        .distinct()
                                        .toArray(),
                                LogArrays.values(chunks)));
        live.stream().filter(Live::watched).forEach(one -> tx.hint(Topic.LOG, one.run()));
        return new AppendOutcome(
                live.stream().map(one -> new ClaimId(one.claim())).collect(Collectors.toSet()));
    }

    /// The chunks of a claim after `afterSeq` (-1: from the start), at most `limit`.
    public static List<LogChunk> read(Tx tx, LogPart part, int afterSeq, int limit) {
        return tx.sql()
                .selectFrom(JOB_LOGS)
                .where(ofPart(part, afterSeq))
                .orderBy(JOB_LOGS.SEQ)
                .limit(limit)
                .fetch(row ->
                        new LogChunk(
                                part.claim(),
                                part.job(),
                                part.day(),
                                row.get(JOB_LOGS.SEQ),
                                row.get(JOB_LOGS.STEP_NUMBER),
                                row.get(JOB_LOGS.FIRST_LINE),
                                row.get(JOB_LOGS.LINE_COUNT),
                                row.get(JOB_LOGS.CONTINUES),
                                row.get(JOB_LOGS.RAW_BYTES),
                                row.get(JOB_LOGS.FIRST_AT).toInstant(),
                                row.get(JOB_LOGS.BODY)));
    }

    /// Where the chunks of a claim after `afterSeq` lie, without what is in them.
    static List<LogPlace> places(Tx tx, LogPart part, int afterSeq) {
        return tx.sql()
                .select(JOB_LOGS.SEQ, JOB_LOGS.LINE_COUNT, JOB_LOGS.CONTINUES, JOB_LOGS.FIRST_AT)
                .from(JOB_LOGS)
                .where(ofPart(part, afterSeq))
                .orderBy(JOB_LOGS.SEQ)
                .fetch(row ->
                        new LogPlace(
                                part,
                                row.value1(),
                                row.value2(),
                                row.value3(),
                                row.value4().toInstant()));
    }

    /// Where a chunk begins in the log of its claim.
    ///
    /// @param firstLine of the claim's log in which it begins, from 1
    /// @param insideALine whether that line began before it
    record Start(int seq, long firstLine, boolean insideALine) {
        /// How many lines begin before it.
        long before() {
            return insideALine ? firstLine : firstLine - 1;
        }
    }

    /// The oldest chunk of a claim after `afterSeq`; empty where there is none.
    static Optional<Start> oldest(Tx tx, LogPart part, int afterSeq) {
        return start(tx, part, afterSeq, JOB_LOGS.SEQ.asc(), 0);
    }

    /// The newest but `newer` of the chunks of a claim after `afterSeq`; empty where there are not
    /// so many.
    static Optional<Start> newest(Tx tx, LogPart part, int afterSeq, int newer) {
        return start(tx, part, afterSeq, JOB_LOGS.SEQ.desc(), newer);
    }

    private static Optional<Start> start(
            Tx tx, LogPart part, int afterSeq, SortField<Integer> order, int offset) {
        return tx.sql()
                .select(JOB_LOGS.SEQ, JOB_LOGS.FIRST_LINE, JOB_LOGS.CONTINUES)
                .from(JOB_LOGS)
                .where(ofPart(part, afterSeq))
                .orderBy(order)
                .limit(1)
                .offset(offset)
                .fetchOptional(row -> new Start(row.value1(), row.value2(), row.value3()));
    }

    /// The last chunk of a claim as far as places go.
    record LastChunk(int seq, long firstLine, int lineCount, boolean insideALine) {}

    static Optional<LastChunk> lastChunk(Tx tx, LogPart part) {
        return tx.sql()
                .select(JOB_LOGS.SEQ, JOB_LOGS.FIRST_LINE, JOB_LOGS.LINE_COUNT, JOB_LOGS.CONTINUES)
                .from(JOB_LOGS)
                .where(ofPart(part, -1))
                .orderBy(JOB_LOGS.SEQ.desc())
                .limit(1)
                .fetchOptional(row ->
                        new LastChunk(row.value1(), row.value2(), row.value3(), row.value4()));
    }

    /// The last chunk that begins with this line or before it; 0 where there is none.
    static int chunkBefore(Tx tx, LogPart part, long line) {
        return tx.sql()
                .select(JOB_LOGS.SEQ)
                .from(JOB_LOGS)
                .where(ofPart(part, -1))
                .and(
                        JOB_LOGS.FIRST_LINE
                                .lt(line)
                                .or(JOB_LOGS.FIRST_LINE.eq(line).and(not(JOB_LOGS.CONTINUES))))
                .orderBy(JOB_LOGS.SEQ.desc())
                .limit(1)
                .fetchOptional(row -> row.value1())
                .orElse(0);
    }

    private static Condition ofPart(LogPart part, int afterSeq) {
        return JOB_LOGS.DAY
                .eq(part.day())
                .and(JOB_LOGS.JOB_ID.eq(part.job().value()))
                .and(JOB_LOGS.CLAIM_ID.eq(part.claim().value()))
                .and(JOB_LOGS.SEQ.gt(afterSeq));
    }

    /// The parts of a job's log: one a claim, in the order in which the job was claimed.
    public static List<LogPart> parts(Tx tx, JobId job) {
        return tx.sql()
                .select(CLAIMS.ID, CLAIMS.LOG_DAY, CLAIMS.RELEASED_AT)
                .from(CLAIMS)
                .where(CLAIMS.JOB_ID.eq(job.value()))
                .orderBy(CLAIMS.ID)
                .fetch(row ->
                        new LogPart(
                                job,
                                new ClaimId(row.value1()),
                                row.value2(),
                                row.value3() == null));
    }

    /// Whether nothing more comes of a job's log: it has ended, or is gone, and nobody writes.
    public static boolean isOver(Tx tx, JobId job) {
        return tx.sql()
                .fetchSingle(
                        """
                        select not exists (select from jobs where id = ? and finished_at is null)
                            and not exists (select from claims where job_id = ? and released_at is null) as over
                        """,
                        job.value(),
                        job.value())
                .get("over", Boolean.class);
    }

    /// Says that whoever logged in looks at the logs of a run, for `howLong` from now (at most five
    /// minutes); to be renewed.
    ///
    /// @return false where there is no such run
    public static boolean watch(Tx tx, RunId run, UUID watcher, Duration howLong) {
        return tx.sql()
                .fetchSingle(
                        "select watch_log(?, ?, ?) as watches",
                        run.value(),
                        watcher,
                        howLong.toMillis() / 1000.0)
                .get("watches", boolean.class);
    }

    /// Whoever logged in looks no more.
    public static void unwatch(Tx tx, RunId run, UUID watcher) {
        tx.sql().fetchSingle("select unwatch_log(?, ?)", run.value(), watcher);
    }

    /// Forgets watchers whose time is over; passes over those that somebody has locked.
    public static void forgetOldWatchers(Tx tx) {
        tx.sql()
                .execute(
                        """
                        with old as materialized (
                            select run_id, login, id from log_watchers
                            where expires_at < now()
                            for update skip locked)
                        delete from log_watchers w using old
                        where w.run_id = old.run_id and w.login = old.login and w.id = old.id
                        """);
    }
}
