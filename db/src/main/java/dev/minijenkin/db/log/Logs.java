package dev.minijenkin.db.log;

import static dev.minijenkin.db.schema.Tables.CLAIMS;
import static dev.minijenkin.db.schema.Tables.JOB_LOGS;
import static dev.minijenkin.db.schema.Tables.LOG_WATCHERS;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.notify.Topic;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/// Statements over `job_logs` and `log_watchers`.
public final class Logs {
    /// FOR SHARE holds off whoever would release a claim until its lines are in, so that no line of
    /// a dead claim comes after its release. A chunk that is there already (an answer that was
    /// lost) is passed over.
    private static final String APPEND =
            """
            with live as (
                select id, job_id, log_day from claims
                where id = any(?::bigint[]) and released_at is null
                order by id
                for share),
            written as (
                insert into job_logs (day, job_id, claim_id, seq, step_number, first_line, line_count, continues,
                    raw_bytes, first_at, codec, body)
                select live.log_day, live.job_id, live.id, c.seq, c.step_number, c.first_line, c.line_count,
                    c.continues, c.raw_bytes, to_timestamp(c.first_at / 1000.0), ?, c.body
                from unnest(?::bigint[], ?::int[], ?::int[], ?::bigint[], ?::int[], ?::bool[], ?::int[], ?::bigint[],
                    ?::bytea[]) as c(claim_id, seq, step_number, first_line, line_count, continues, raw_bytes,
                    first_at, body)
                join live on live.id = c.claim_id
                on conflict do nothing)
            select live.id, j.run_id,
                exists (select from log_watchers w where w.run_id = j.run_id and w.expires_at > now()) as watched
            from live join jobs j on j.id = live.job_id
            """;

    private Logs() {}

    /// Stores chunks of any number of jobs in one statement, and hints where somebody watches.
    public static AppendOutcome append(Tx tx, List<LogChunk> chunks) {
        Set<ClaimId> live = new HashSet<>();
        if (!chunks.isEmpty()) {
            tx.sql().connection(connection -> append(tx, connection, chunks, live));
        }
        return new AppendOutcome(live);
    }

    /// The chunks of a claim after `afterSeq` (-1: from the start), at most `limit`.
    public static List<LogChunk> read(Tx tx, LogPart part, int afterSeq, int limit) {
        return tx.sql()
                .selectFrom(JOB_LOGS)
                .where(JOB_LOGS.DAY.eq(part.day()))
                .and(JOB_LOGS.JOB_ID.eq(part.job().value()))
                .and(JOB_LOGS.CLAIM_ID.eq(part.claim().value()))
                .and(JOB_LOGS.SEQ.gt(afterSeq))
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

    /// Says that somebody looks at the logs of a run, for `howLong` from now; to be renewed.
    public static void watch(Tx tx, RunId run, UUID watcher, Duration howLong) {
        tx.sql()
                .execute(
                        """
                        insert into log_watchers (id, run_id, expires_at)
                        values (?, ?, now() + make_interval(secs => ?))
                        on conflict (run_id, id) do update set expires_at = excluded.expires_at
                        """,
                        watcher,
                        run.value(),
                        howLong.toMillis() / 1000.0);
    }

    public static void unwatch(Tx tx, RunId run, UUID watcher) {
        tx.sql()
                .deleteFrom(LOG_WATCHERS)
                .where(LOG_WATCHERS.RUN_ID.eq(run.value()))
                .and(LOG_WATCHERS.ID.eq(watcher))
                .execute();
    }

    private static void append(
            Tx tx, Connection connection, List<LogChunk> chunks, Set<ClaimId> live)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(APPEND)) {
            ArrayBinder binder = new ArrayBinder(connection, statement, chunks);
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint",
                            chunks.stream().map(c -> c.claim().value()).distinct().toArray()));
            statement.setShort(2, LogChunkCodec.ID);
            binder.bind(3, "bigint", chunk -> chunk.claim().value());
            binder.bind(4, "int", LogChunk::seq);
            binder.bind(5, "int", LogChunk::stepNumber);
            binder.bind(6, "bigint", LogChunk::firstLine);
            binder.bind(7, "int", LogChunk::lineCount);
            binder.bind(8, "bool", LogChunk::continues);
            binder.bind(9, "int", LogChunk::rawBytes);
            binder.bind(10, "bigint", chunk -> chunk.firstAt().toEpochMilli());
            statement.setArray(
                    11,
                    connection.createArrayOf(
                            "bytea", chunks.stream().map(LogChunk::body).toArray(byte[][]::new)));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    live.add(new ClaimId(rows.getLong("id")));
                    if (rows.getBoolean("watched")) {
                        tx.hint(Topic.LOG, rows.getLong("run_id"));
                    }
                }
            }
        }
    }

    /// Binds one column of all chunks as an array.
    private record ArrayBinder(
            Connection connection, PreparedStatement statement, List<LogChunk> chunks) {
        void bind(int index, String type, Function<LogChunk, Object> column) throws SQLException {
            Array array = connection.createArrayOf(type, chunks.stream().map(column).toArray());
            statement.setArray(index, array);
        }
    }
}
