package dev.minijenkin.db.search.index;

import dev.minijenkin.db.SetStatement;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.log.LogChunkCodec;
import dev.minijenkin.db.log.LogPieces;
import dev.minijenkin.db.search.text.BlockText;
import java.time.Instant;
import java.util.List;

/// A chunk of a [Span].
///
/// @param span its place in the list of those that were read
/// @param firstAt milliseconds since 1970
public record SpanChunk(
        int span,
        int seq,
        long firstLine,
        boolean goesOn,
        int rawBytes,
        long firstAt,
        byte[] body) {
    /// A span at a time, so that one partition is touched for each, by its key.
    private static final SetStatement READ =
            SetStatement.of(
                    """
                    select w.place, l.seq, l.first_line, l.continues, l.raw_bytes,
                        (extract(epoch from l.first_at) * 1000)::bigint, l.body
                    from unnest(?::int[], ?::text[], ?::bigint[], ?::bigint[], ?::int[], ?::int[])
                        as w(place, day, job_id, claim_id, first_seq, last_seq)
                    cross join lateral (
                        select * from job_logs l
                        where l.day = w.day::date and l.job_id = w.job_id and l.claim_id = w.claim_id
                            and l.seq between w.first_seq and w.last_seq
                        order by l.seq
                        limit 1000000) l
                    order by w.place, l.seq
                    """);

    /// The chunks of some spans, in the order of these.
    public static List<SpanChunk> read(Tx tx, List<Span> spans) {
        int[] places = new int[spans.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = i;
        }
        return READ.rows(
                tx,
                row ->
                        new SpanChunk(
                                row.getInt(1),
                                row.getInt(2),
                                row.getLong(3),
                                row.getBoolean(4),
                                row.getInt(5),
                                row.getLong(6),
                                row.getBytes(7)),
                places,
                spans.stream().map(Span::day).toArray(String[]::new),
                spans.stream().mapToLong(span -> span.job().value()).toArray(),
                spans.stream().mapToLong(span -> span.claim().value()).toArray(),
                spans.stream().mapToInt(Span::firstSeq).toArray(),
                spans.stream().mapToInt(Span::lastSeq).toArray());
    }

    /// Adds its lines to a text.
    public void addTo(BlockText text) {
        LineNumbers lines = new LineNumbers(text, firstLine, goesOn);
        LogChunkCodec.read(Instant.ofEpochMilli(firstAt), body, lines);
    }

    private static final class LineNumbers implements LogPieces {
        private final BlockText text;
        private long number;
        private boolean goesOn;

        LineNumbers(BlockText text, long first, boolean goesOn) {
            this.text = text;
            this.number = first;
            this.goesOn = goesOn;
        }

        @Override
        public void piece(long at, byte[] raw, int from, int length, boolean complete) {
            text.add(at, number, goesOn, raw, from, length, complete);
            number++;
            goesOn = false;
        }
    }
}
