package dev.minijenkin.db.search.index;

import dev.minijenkin.db.Columns;
import dev.minijenkin.db.SetStatement;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.log.UnpackedChunk;
import dev.minijenkin.db.search.key.Keys;
import dev.minijenkin.db.search.key.Keys.Facet;
import java.util.ArrayList;
import java.util.List;

/// A segment of the index while it is made of chunks. Used by one thread, for one segment.
final class IndexedSegment {
    /// After so many bytes a block ends, where its last line does.
    private static final int BLOCK_BYTES = 128 << 10;

    /// After so many it ends even in the middle of a line.
    private static final int LONGEST_BLOCK = 4 * BLOCK_BYTES;

    private static final SetStatement INSERT =
            SetStatement.of(
                    """
                    with segment as (
                        insert into log_segments (day, blocks, raw_bytes, first_claim, last_claim, first_at, last_at)
                        values (?::date, ?, ?, ?, ?, to_timestamp(?::bigint / 1000.0), to_timestamp(?::bigint / 1000.0))
                        returning id),
                    spans as (
                        insert into log_spans (segment_id, block, claim_id, job_id, first_seq, last_seq, first_line)
                        select s.id, w.*
                        from segment s, unnest(?::smallint[], ?::bigint[], ?::bigint[], ?::int[], ?::int[], ?::bigint[]) w)
                    insert into log_postings (segment_id, bucket, postings)
                    select s.id, w.*
                    from segment s, unnest(?::smallint[], ?::bytea[]) w
                    returning segment_id
                    """);

    /// What the index is told of a claim.
    record Source(
            long job,
            long claim,
            String day,
            long runner,
            long pipeline,
            String branch,
            String key,
            String name,
            String conclusion) {}

    private record Part(
            int block, long claim, long job, int firstSeq, int lastSeq, long firstLine) {}

    private final SegmentBuilder builder = new SegmentBuilder();
    private final UnpackedChunk unpacked = new UnpackedChunk();
    private final List<Part> parts = new ArrayList<>();
    private String day = "";
    private long firstClaim = Long.MAX_VALUE;
    private long lastClaim;
    private long firstAt = Long.MAX_VALUE;
    private long lastAt = Long.MIN_VALUE;
    private long bytes;
    private int blockBytes;
    private int firstSeq = -1;
    private int lastSeq;
    private long firstLine;

    /// Adds the next chunk of a claim.
    void add(Source source, SpanChunk chunk) {
        if ((blockBytes >= BLOCK_BYTES && !chunk.goesOn()) || blockBytes >= LONGEST_BLOCK) {
            endSpan(source);
            endBlock();
        }
        if (firstSeq < 0) {
            firstSeq = chunk.seq();
            firstLine = chunk.firstLine();
        }
        lastSeq = chunk.seq();
        unpacked.unpack(chunk.firstAt(), chunk.body());
        builder.add(unpacked, chunk.goesOn());
        if (unpacked.lines() > 0) {
            firstAt = Math.min(firstAt, unpacked.at(0));
            lastAt = Math.max(lastAt, unpacked.at(unpacked.lines() - 1));
        }
        bytes += chunk.rawBytes();
        blockBytes += chunk.rawBytes();
    }

    /// Nothing more comes of this claim, or not into this segment.
    void endSpan(Source source) {
        if (firstSeq < 0) {
            return;
        }
        builder.finish();
        builder.addKey(Keys.ofFacet(Facet.PIPELINE, Long.toString(source.pipeline())));
        builder.addKey(Keys.ofFacet(Facet.BRANCH, source.branch()));
        builder.addKey(Keys.ofFacet(Facet.JOB, source.key()));
        builder.addKey(Keys.ofFacet(Facet.JOB, source.name()));
        builder.addKey(Keys.ofFacet(Facet.RUNNER, Long.toString(source.runner())));
        builder.addKey(Keys.ofFacet(Facet.CONCLUSION, source.conclusion()));
        parts.add(
                new Part(
                        builder.blocks(),
                        source.claim(),
                        source.job(),
                        firstSeq,
                        lastSeq,
                        firstLine));
        firstClaim = Math.min(firstClaim, source.claim());
        lastClaim = Math.max(lastClaim, source.claim());
        day = source.day().compareTo(day) > 0 ? source.day() : day;
        firstSeq = -1;
    }

    long bytes() {
        return bytes;
    }

    /// Whether the next chunk belongs to another segment.
    boolean isFull() {
        return bytes >= SearchIndex.SEGMENT_BYTES
                || (builder.blocks() == SegmentBuilder.BLOCKS - 1 && blockBytes >= BLOCK_BYTES);
    }

    /// Stores it, unless it is empty.
    void store(Tx tx) {
        endBlock();
        if (parts.isEmpty()) {
            return;
        }
        byte[][] postings = builder.postings();
        List<Short> buckets = new ArrayList<>();
        List<byte[]> rows = new ArrayList<>();
        for (int bucket = 0; bucket < postings.length; bucket++) {
            if (postings[bucket] != null) {
                buckets.add((short) bucket);
                rows.add(postings[bucket]);
            }
        }
        Columns<Part> columns = new Columns<>(parts);
        INSERT.rows(
                tx,
                row -> row.getLong(1),
                day,
                (short) builder.blocks(),
                bytes,
                firstClaim,
                lastClaim,
                firstAt,
                lastAt,
                shorts(parts.stream().map(part -> (short) part.block()).toList()),
                columns.longs(Part::claim),
                columns.longs(Part::job),
                columns.ints(Part::firstSeq),
                columns.ints(Part::lastSeq),
                columns.longs(Part::firstLine),
                shorts(buckets),
                rows.toArray(byte[][]::new));
    }

    private void endBlock() {
        if (blockBytes > 0) {
            builder.endBlock();
            blockBytes = 0;
        }
    }

    private static short[] shorts(List<Short> values) {
        short[] array = new short[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return array;
    }
}
