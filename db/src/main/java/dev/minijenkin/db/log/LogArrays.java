package dev.minijenkin.db.log;

import dev.minijenkin.db.Columns;
import java.util.List;

/// Chunks of logs as the arrays of [#TABLE].
public final class LogArrays {
    /// A table of the chunks, for the `from` of a statement; takes [#values].
    public static final String TABLE =
            """
            unnest(?::bigint[], ?::int[], ?::int[], ?::bigint[], ?::int[], ?::bool[], ?::int[], ?::bigint[], ?::bytea[])
                as l(claim_id, seq, step_number, first_line, line_count, continues, raw_bytes, first_at, body)
            """;

    /// Inserts rows of such a table under `c`, the row of the claim. A chunk that is there already
    /// (an answer that was lost) is to be passed over.
    public static final String INSERT =
            """
            insert into job_logs (day, job_id, claim_id, seq, step_number, first_line, line_count, continues,
                raw_bytes, first_at, codec, body)
            select c.log_day, c.job_id, c.id, l.seq, l.step_number, l.first_line, l.line_count, l.continues,
                l.raw_bytes, to_timestamp(l.first_at / 1000.0), %d, l.body
            """
                    .formatted(LogChunkCodec.ID);

    private LogArrays() {}

    /// The values of the `?` of [#TABLE].
    public static Object[] values(List<LogChunk> chunks) {
        Columns<LogChunk> columns = new Columns<>(chunks);
        return new Object[] {
            columns.longs(chunk -> chunk.claim().value()),
            columns.ints(LogChunk::seq),
            columns.ints(LogChunk::stepNumber),
            columns.longs(LogChunk::firstLine),
            columns.ints(LogChunk::lineCount),
            columns.flags(LogChunk::continues),
            columns.ints(LogChunk::rawBytes),
            columns.longs(chunk -> chunk.firstAt().toEpochMilli()),
            columns.bytes(LogChunk::body)
        };
    }
}
