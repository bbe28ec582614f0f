package dev.minijenkin.db.log;

import static dev.minijenkin.db.schema.Tables.JOB_LOGS;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.Tx;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// The log of a job as one text: its lines, each with its line feed, byte for byte. It is told how
/// long it is, and where in it each chunk begins, without reading the chunks, so that a part of it
/// costs that part.
///
/// @param chunks in their order
/// @param length in bytes
public record LogText(List<Place> chunks, long length) {
    /// Where a chunk begins.
    ///
    /// @param offset in bytes from the begin of the text
    /// @param endsLine whether a line feed follows that the claim did not write any more
    public record Place(LogPart part, int seq, long offset, int length, boolean endsLine) {
        /// Behind its last byte.
        public long end() {
            return offset + length + (endsLine ? 1 : 0);
        }
    }

    public LogText {
        chunks = List.copyOf(chunks);
    }

    /// As it is now.
    public static LogText of(Tx tx, JobId job) {
        List<Place> places = new ArrayList<>();
        long offset = 0;
        List<LogPart> parts = Logs.parts(tx, job);
        for (int i = 0; i < parts.size(); i++) {
            LogPart part = parts.get(i);
            var rows =
                    tx.sql()
                            .select(JOB_LOGS.SEQ, JOB_LOGS.RAW_BYTES)
                            .from(JOB_LOGS)
                            .where(JOB_LOGS.DAY.eq(part.day()))
                            .and(JOB_LOGS.JOB_ID.eq(job.value()))
                            .and(JOB_LOGS.CLAIM_ID.eq(part.claim().value()))
                            .orderBy(JOB_LOGS.SEQ)
                            .fetch();
            for (int row = 0; row < rows.size(); row++) {
                int seq = rows.get(row).value1();
                boolean last = row == rows.size() - 1 && i < parts.size() - 1;
                Place place =
                        new Place(
                                part,
                                seq,
                                offset,
                                rows.get(row).value2(),
                                last && isOpenAtItsEnd(tx, part, seq));
                places.add(place);
                offset = place.end();
            }
        }
        return new LogText(places, offset);
    }

    /// The bytes of some chunks that follow each other, in one look a claim.
    ///
    /// @param from index of the first
    /// @param count how many at most; those of one claim
    public List<byte[]> read(Tx tx, int from, int count) {
        Place first = chunks.get(from);
        int end = from;
        while (end < chunks.size()
                && end - from < count
                && chunks.get(end).part().equals(first.part())) {
            end++;
        }
        List<byte[]> texts = new ArrayList<>();
        List<LogChunk> read = Logs.read(tx, first.part(), first.seq() - 1, end - from);
        for (int i = 0; i < read.size(); i++) {
            texts.add(text(read.get(i), chunks.get(from + i).endsLine()));
        }
        return texts;
    }

    private static boolean isOpenAtItsEnd(Tx tx, LogPart part, int seq) {
        return Logs.read(tx, part, seq - 1, 1).stream()
                .map(chunk -> LogChunkCodec.decode(chunk.firstAt(), chunk.body()))
                .anyMatch(lines -> !lines.isEmpty() && !lines.getLast().complete());
    }

    private static byte[] text(LogChunk chunk, boolean endsLine) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(chunk.rawBytes() + 1);
        LogChunkCodec.read(
                chunk.firstAt(),
                chunk.body(),
                (at, raw, from, length, complete) -> {
                    text.write(raw, from, length);
                    if (complete) {
                        text.write('\n');
                    }
                });
        if (endsLine) {
            text.write('\n');
        }
        return text.toByteArray();
    }
}
