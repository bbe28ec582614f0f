package dev.minijenkin.db.search;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.SetStatement;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.search.index.Span;
import dev.minijenkin.db.search.key.Narrowing;
import dev.minijenkin.db.search.key.Postings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Asks the index.
final class Segments {
    private static final SetStatement NEWEST =
            SetStatement.of(
                    """
                    select id, blocks, last_claim, (select sees_everything()) from log_segments
                    where first_claim <= ? and (?::bigint is null or last_at >= to_timestamp(?::bigint / 1000.0))
                        and (?::bigint is null or first_at < to_timestamp(?::bigint / 1000.0))
                    order by last_claim desc, id desc
                    """);

    private static final SetStatement POSTINGS =
            SetStatement.of(
                    """
                    select segment_id, bucket, postings from log_postings
                    where segment_id = any(?::bigint[]) and bucket = any(?::smallint[])
                    """);

    private static final SetStatement SPANS =
            SetStatement.of(
                    """
                    select s.claim_id, s.job_id, c.log_day::text, s.first_seq, s.last_seq, s.first_line
                    from unnest(?::bigint[], ?::int[]) as w(segment_id, block)
                    join log_spans s on s.segment_id = w.segment_id and s.block = w.block
                    cross join lateral (
                        select c.log_day
                        from claims c
                        join jobs j on j.id = c.job_id
                        join pipeline_runs r on r.id = j.run_id
                        where c.id = s.claim_id and
                    """
                            + FacetIds.CONDITION
                            + "limit 1) c");

    private Segments() {}

    /// @param lastClaim nothing in it is newer
    /// @param told whether whoever asks is told in which of its blocks something stands: not those
    ///   who see some repositories only, who read all blocks of theirs
    record Segment(long id, int blocks, long lastClaim, boolean told) {
        BitSet all() {
            BitSet all = new BitSet();
            all.set(0, blocks);
            return all;
        }
    }

    /// Segments that may hold what is asked for, the newest first.
    static List<Segment> newest(Tx tx, FacetIds facets, SearchPosition from) {
        Long since = millis(facets.since());
        Long until = millis(facets.until());
        return NEWEST.rows(
                tx,
                row ->
                        new Segment(
                                row.getLong(1), row.getInt(2), row.getLong(3), row.getBoolean(4)),
                from.claim().value(),
                since,
                since,
                until,
                until);
    }

    /// The spans of some segments in which something may be found.
    static List<Span> spans(Tx tx, List<Segment> segments, Narrowing narrowing, FacetIds facets) {
        Map<Long, Map<Integer, byte[]>> rows = postings(tx, segments, narrowing);
        List<Long> ids = new ArrayList<>();
        List<Integer> blocks = new ArrayList<>();
        for (Segment segment : segments) {
            Map<Integer, byte[]> postings = rows.getOrDefault(segment.id(), Map.of());
            BitSet found = segment.told() ? blocks(segment, narrowing, postings) : segment.all();
            found.stream()
                    .forEach(block -> {
                        ids.add(segment.id());
                        blocks.add(block);
                    });
        }
        if (ids.isEmpty()) {
            return List.of();
        }
        return SPANS.rows(
                tx,
                row ->
                        new Span(
                                new ClaimId(row.getLong(1)),
                                new JobId(row.getLong(2)),
                                row.getString(3),
                                row.getInt(4),
                                row.getInt(5),
                                row.getLong(6),
                                true),
                SetStatement.values(
                        ids.stream().mapToLong(Long::longValue).toArray(),
                        blocks.stream().mapToInt(Integer::intValue).toArray(),
                        facets.values()));
    }

    private static BitSet blocks(
            Segment segment, Narrowing narrowing, Map<Integer, byte[]> postings) {
        return narrowing.blocks(
                key -> {
                    byte @Nullable [] row = postings.get(Postings.bucketOf(key));
                    return row == null ? new BitSet() : Postings.blocksOf(key, row);
                },
                segment.blocks());
    }

    private static Map<Long, Map<Integer, byte[]>> postings(
            Tx tx, List<Segment> segments, Narrowing narrowing) {
        int[] buckets = narrowing.keys().map(Postings::bucketOf).distinct().toArray();
        Map<Long, Map<Integer, byte[]>> rows = new HashMap<>();
        if (buckets.length == 0) {
            return rows;
        }
        short[] wanted = new short[buckets.length];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = (short) buckets[i];
        }
        record Row(long segment, int bucket, byte[] postings) {}
        POSTINGS.rows(
                        tx,
                        row -> new Row(row.getLong(1), row.getInt(2), row.getBytes(3)),
                        segments.stream().mapToLong(Segment::id).toArray(),
                        wanted)
                .forEach(row ->
                        rows.computeIfAbsent(row.segment, _ -> new HashMap<>())
                                .put(row.bucket, row.postings));
        return rows;
    }

    private static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }
}
