package dev.minijenkin.db.search;

import dev.minijenkin.db.Tx;
import dev.minijenkin.db.search.index.Span;
import dev.minijenkin.db.search.index.SpanChunk;
import dev.minijenkin.db.search.text.BlockText;
import dev.minijenkin.db.search.text.PrintedText;
import java.util.ArrayList;
import java.util.List;

/// The lines around a hit.
///
/// @param before the lines before it
/// @param after those behind it
record HitContext(List<String> before, List<String> after) {
    static final HitContext NONE = new HitContext(List.of(), List.of());

    /// @param lines how many on each side
    static HitContext of(BlockText text, int line, int lines) {
        return new HitContext(
                texts(text, Math.max(0, line - lines), line),
                texts(text, line + 1, Math.min(text.lines(), line + 1 + lines)));
    }

    /// Reads the neighbours of a span too, for a hit at its edge.
    static HitContext around(Tx tx, Span span, long number, int lines) {
        Span wide =
                new Span(
                        span.claim(),
                        span.job(),
                        span.day(),
                        Math.max(0, span.firstSeq() - 1),
                        span.lastSeq() + 1,
                        0,
                        span.indexed());
        BlockText text = new BlockText();
        SpanChunk.read(tx, List.of(wide)).forEach(chunk -> chunk.addTo(text));
        text.finish();
        for (int line = 0; line < text.lines(); line++) {
            if (text.number(line) == number) {
                return of(text, line, lines);
            }
        }
        return NONE;
    }

    /// Whether there may be more of it beyond the span.
    boolean isCut(long number, int lines) {
        return before.size() < Math.min(lines, number - 1) || after.size() < lines;
    }

    private static List<String> texts(BlockText text, int from, int to) {
        List<String> texts = new ArrayList<>();
        for (int line = from; line < to; line++) {
            texts.add(PrintedText.of(text, line));
        }
        return texts;
    }
}
