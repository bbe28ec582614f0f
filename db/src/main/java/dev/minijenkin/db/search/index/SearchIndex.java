package dev.minijenkin.db.search.index;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.SetStatement;
import dev.minijenkin.db.Tx;
import java.util.List;
import org.jooq.Record;

/// Puts the logs of jobs that ended into the index. Whoever calls holds
/// [dev.minijenkin.db.lock.ChoreLock#SEARCH_INDEX].
///
/// A segment is made when there is enough for one. What is not enough is read by whoever searches,
/// which costs less than a segment for each small job would.
public final class SearchIndex {
    /// Bytes of lines in a segment, about.
    static final long SEGMENT_BYTES = 4 << 20;

    /// So many small chunks cost as much to read as that many bytes, ...
    private static final int SEGMENT_CHUNKS = 1_000;

    /// ... and so many jobs.
    private static final int SEGMENT_JOBS = 500;

    private static final int CHUNKS_AT_ONCE = 32;

    private static final String MEASURE =
            """
            with unknown as materialized (
                select job_id from unindexed_logs where bytes is null limit 1000),
            measured as (
                select s.job_id, coalesce(l.bytes, 0) as bytes, l.chunks
                from unknown s
                cross join lateral (
                    select sum(l.raw_bytes) as bytes, count(l.seq) as chunks
                    from claims c
                    cross join lateral (
                        select raw_bytes, seq from job_logs l
                        where l.day = c.log_day and l.job_id = c.job_id and l.claim_id = c.id
                        limit 1000000) l
                    where c.job_id = s.job_id) l)
            update unindexed_logs u
            set bytes = m.bytes, chunks = m.chunks
            from measured m
            where u.job_id = m.job_id
            """;

    /// Expression of SQL: there is enough for a segment.
    private static final String DUE =
            """
            (select coalesce(sum(bytes), 0) >= %1$d or coalesce(sum(chunks), 0) >= %2$d or count(*) >= %3$d
            from (select bytes, chunks from unindexed_logs where matched and bytes is not null limit %3$d) u)\
            """
                    .formatted(SEGMENT_BYTES, SEGMENT_CHUNKS, SEGMENT_JOBS);

    /// Expression of SQL: a log is there at which nobody has looked, or there is enough for a
    /// segment. What is less stays, and is no work for anybody.
    public static final String UNDER_WAY =
            "exists (select from unindexed_logs where bytes is null or not matched) or " + DUE;

    private static final SetStatement SOURCES =
            SetStatement.of(
                    """
                    select u.job_id, c.*, case when c.id = u.claim_id then u.seq else 0 end
                    from (
                        select * from unindexed_logs where matched and bytes is not null order by job_id limit ?) u
                    cross join lateral (
                        select c.id, c.log_day::text, c.runner_id, r.pipeline_id, r.head_branch, j.key, j.name,
                            coalesce(j.conclusion::text, '')
                        from claims c
                        join jobs j on j.id = c.job_id
                        join pipeline_runs r on r.id = j.run_id
                        where c.job_id = u.job_id and c.id >= u.claim_id
                        limit 1000000) c
                    order by u.job_id, c.id
                    """);

    private record From(IndexedSegment.Source source, int seq) {}

    private SearchIndex() {}

    /// Makes a segment where there is enough for one.
    ///
    /// @return false where there may be enough for another
    public static boolean add(Tx tx) {
        boolean measured = tx.sql().execute(MEASURE) == 0;
        tx.sql().execute("delete from unindexed_logs where chunks = 0");
        return !isDue(tx) ? measured : !segment(tx);
    }

    /// Makes a segment of what there is, however little.
    ///
    /// @return whether there was something
    public static boolean segment(Tx tx) {
        List<From> sources = sources(tx);
        IndexedSegment segment = new IndexedSegment();
        long lastJob = sources.isEmpty() ? firstOnes(tx) : 0;
        for (From from : sources) {
            long before = segment.bytes();
            int next = addClaim(tx, segment, from);
            if (next >= 0) {
                tx.sql()
                        .execute(
                                "update unindexed_logs set claim_id = ?, seq = ?, bytes = greatest(0, bytes - ?) where job_id = ?",
                                from.source.claim(),
                                next,
                                segment.bytes() - before,
                                from.source.job());
                lastJob = from.source.job() - 1;
                break;
            }
            lastJob = from.source.job();
        }
        segment.store(tx);
        int done =
                tx.sql()
                        .execute(
                                "delete from unindexed_logs where matched and bytes is not null and job_id <= ?",
                                lastJob);
        return done > 0 || segment.bytes() > 0;
    }

    /// @return the chunk at which the next segment goes on; -1: all of the claim is in
    private static int addClaim(Tx tx, IndexedSegment segment, From from) {
        IndexedSegment.Source source = from.source;
        int seq = from.seq;
        while (true) {
            Span span =
                    new Span(
                            new ClaimId(source.claim()),
                            new JobId(source.job()),
                            source.day(),
                            seq,
                            seq + CHUNKS_AT_ONCE - 1,
                            0,
                            false);
            List<SpanChunk> chunks = SpanChunk.read(tx, List.of(span));
            for (SpanChunk chunk : chunks) {
                if (segment.isFull()) {
                    segment.endSpan(source);
                    return chunk.seq();
                }
                segment.add(source, chunk);
            }
            if (chunks.size() < CHUNKS_AT_ONCE) {
                segment.endSpan(source);
                return -1;
            }
            seq += CHUNKS_AT_ONCE;
        }
    }

    private static boolean isDue(Tx tx) {
        return tx.sql().fetchSingle("select " + DUE).get(0, boolean.class);
    }

    /// Jobs that are gone, which have no log to index.
    private static long firstOnes(Tx tx) {
        Record row =
                tx.sql()
                        .fetchSingle(
                                "select coalesce(max(job_id), 0) from (select job_id from unindexed_logs where matched and"
                                        + " bytes is not null order by job_id limit ?) u",
                                SEGMENT_JOBS);
        return row.get(0, Long.class);
    }

    private static List<From> sources(Tx tx) {
        return SOURCES.rows(
                tx,
                row ->
                        new From(
                                new IndexedSegment.Source(
                                        row.getLong(1),
                                        row.getLong(2),
                                        row.getString(3),
                                        row.getLong(4),
                                        row.getLong(5),
                                        row.getString(6),
                                        row.getString(7),
                                        row.getString(8),
                                        row.getString(9)),
                                row.getInt(10)),
                SEGMENT_JOBS);
    }
}
