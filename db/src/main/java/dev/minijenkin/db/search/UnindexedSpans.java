package dev.minijenkin.db.search;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.SetStatement;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.search.index.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What is not in the index: logs that are being written, and those that ended a moment ago.
///
/// @param spans the newest of it, the newest first
/// @param from of each of their claims the first chunk: what was indexed until the index was asked
///   is in both
/// @param all whether that is all of it
record UnindexedSpans(List<Span> spans, Map<ClaimId, Integer> from, boolean all) {
    /// Chunks that are read at most: that is what a search may cost while the index is behind.
    private static final int CHUNKS = 4_000;

    private static final int CLAIMS = 2_000;
    private static final int BYTES = 12 << 20;
    private static final int SPAN_BYTES = 256 << 10;

    /// A job at a time: a plan that was made while there were few jobs would read all of them.
    private static final SetStatement READ =
            SetStatement.of(
                    """
                    with unindexed as (
                        select job_id, claim_id, seq from unindexed_logs
                        union all
                        select e.job_id, 0, 0 from ended_jobs e
                        where not exists (select from unindexed_logs u where u.job_id = e.job_id)
                        union all
                        select c.job_id, 0, 0 from claims c where c.released_at is null),
                    newest as materialized (
                        select c.id, c.job_id, c.log_day, c.seq
                        from unindexed u
                        cross join lateral (
                            select c.id, c.job_id, c.log_day, case when c.id = u.claim_id then u.seq else 0 end as seq
                            from claims c
                            join jobs j on j.id = c.job_id
                            join pipeline_runs r on r.id = j.run_id
                            where c.job_id = u.job_id and c.id >= u.claim_id
                                and (?::bigint is null or c.id <= ?::bigint) and
                    """
                            + FacetIds.CONDITION
                            + """
                                    limit %d) c
                            order by c.id desc
                            limit %d)
                            select n.id, n.job_id, n.log_day::text, l.seq, l.first_line, l.raw_bytes
                            from newest n
                            cross join lateral (
                                select seq, first_line, raw_bytes from job_logs l
                                where l.day = n.log_day and l.job_id = n.job_id and l.claim_id = n.id and l.seq >= n.seq
                                order by l.seq desc
                                limit %d) l
                            order by n.id desc, l.seq desc
                            limit %d
                            """
                                    .formatted(CLAIMS, CLAIMS, CHUNKS, CHUNKS));

    private record Chunk(long claim, long job, String day, int seq, long firstLine, int bytes) {}

    /// Whether a span that the index names is among these.
    boolean has(Span span) {
        Integer first = from.get(span.claim());
        return first != null && span.firstSeq() >= first;
    }

    /// @param after claims that are newer do not matter
    static UnindexedSpans read(Tx tx, FacetIds facets, SearchPosition after) {
        long newest = after.claim().value();
        List<Chunk> chunks =
                READ.rows(
                        tx,
                        row ->
                                new Chunk(
                                        row.getLong(1),
                                        row.getLong(2),
                                        row.getString(3),
                                        row.getInt(4),
                                        row.getLong(5),
                                        row.getInt(6)),
                        SetStatement.values(newest, newest, facets.values()));
        List<Span> spans = new ArrayList<>();
        Map<ClaimId, Integer> from = new HashMap<>();
        int position = 0;
        long all = 0;
        while (position < chunks.size() && all < BYTES) {
            Chunk last = chunks.get(position);
            Chunk first = last;
            long bytes = 0;
            while (position < chunks.size()
                    && chunks.get(position).claim == last.claim
                    && bytes < SPAN_BYTES) {
                first = chunks.get(position);
                bytes += first.bytes;
                position++;
            }
            all += bytes;
            from.put(new ClaimId(last.claim), first.seq);
            spans.add(
                    new Span(
                            new ClaimId(last.claim),
                            new JobId(last.job),
                            last.day,
                            first.seq,
                            last.seq,
                            first.firstLine,
                            false));
        }
        return new UnindexedSpans(spans, from, position == chunks.size() && chunks.size() < CHUNKS);
    }
}
