package dev.minijenkin.db.search;

import dev.minijenkin.db.search.key.Needle;
import dev.minijenkin.db.search.text.BlockText;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the lines of a block that a query is about. Used by one thread.
public final class LineMatcher {
    /// Of a line that is longer a regular expression sees so much.
    private static final int LONGEST = 1 << 16;

    private final SearchQuery query;
    private final SearchDeadline deadline;

    public LineMatcher(SearchQuery query, SearchDeadline deadline) {
        this.query = query;
        this.deadline = deadline;
    }

    /// The lines, by their place in the block.
    ///
    /// @throws SearchDeadline.OverException where the time is over
    public BitSet lines(BlockText text) {
        BitSet lines =
                query.pattern()
                        .map(pattern -> matching(text, pattern))
                        .orElseGet(() -> first(text));
        byte[] folded = text.folded();
        query.wanted().stream()
                .skip(1)
                .forEach(more -> keep(lines, line -> isIn(more, text, folded, line)));
        query.unwanted().forEach(not -> keep(lines, line -> !isIn(not, text, folded, line)));
        return lines;
    }

    private interface LineTest {
        boolean holds(int line);
    }

    private static void keep(BitSet lines, LineTest test) {
        for (int line = lines.nextSetBit(0); line >= 0; line = lines.nextSetBit(line + 1)) {
            if (!test.holds(line)) {
                lines.clear(line);
            }
        }
    }

    private static boolean isIn(Needle needle, BlockText text, byte[] folded, int line) {
        return needle.isIn(folded, text.start(line), text.end(line));
    }

    /// The lines with the first of the needles: the longest, which is the rarest as a rule.
    private BitSet first(BlockText text) {
        BitSet lines = new BitSet(text.lines());
        Needle needle = query.wanted().getFirst();
        byte[] folded = text.folded();
        for (byte[] spelling : needle.spellings()) {
            int at = needle.find(folded, 0, text.length(), spelling);
            while (at >= 0) {
                int line = text.lineOf(at);
                lines.set(line);
                at = needle.find(folded, text.end(line) + 1, text.length(), spelling);
            }
        }
        return lines;
    }

    private BitSet matching(BlockText text, Pattern pattern) {
        BitSet lines = new BitSet(text.lines());
        Matcher matcher = pattern.matcher("");
        for (int line = 0; line < text.lines(); line++) {
            int start = text.start(line);
            int length = Math.min(text.end(line) - start, LONGEST);
            String plain = new String(text.plain(), start, length, StandardCharsets.UTF_8);
            if (matcher.reset(deadline.over(plain)).find()) {
                lines.set(line);
            }
        }
        return lines;
    }
}
