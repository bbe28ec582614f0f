package dev.minijenkin.db.search;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.search.index.Span;
import dev.minijenkin.db.search.index.SpanChunk;
import dev.minijenkin.db.search.key.Narrowing;
import dev.minijenkin.db.search.text.BlockText;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.PriorityQueue;

/// Walks through all that a query finds, the newest first. Used by one thread, once.
///
/// The index names blocks in which the query may be found; these are read, and so is what is not
/// indexed yet. Segments are asked a few at a time, the newest first, and a block is looked through
/// only once no segment that was not asked could hold something newer.
final class SearchWalk {
    private static final int FIRST_SEGMENTS = 8;
    private static final int MOST_SEGMENTS = 256;
    private static final int MOST_SPANS = 16;

    private final Tx tx;
    private final FacetIds facets;
    private final Narrowing narrowing;
    private final LineMatcher matcher;
    private final SearchDeadline deadline;
    private final PriorityQueue<Span> candidates = new PriorityQueue<>();
    private final BlockText text = new BlockText();
    private SearchPosition position;
    private int blocks;
    private int skipped;

    /// Takes what is found.
    interface Visitor {
        /// A line that is found.
        ///
        /// @return whether to go on
        boolean line(Span span, BlockText text, int line);
    }

    /// What became of a walk.
    ///
    /// @param ended whether there is nothing more
    /// @param position behind which it would go on
    /// @param allRead whether nothing had to be left out
    /// @param blocks how many were looked through
    record Walked(boolean ended, SearchPosition position, boolean allRead, int blocks) {}

    SearchWalk(
            Tx tx,
            SearchQuery query,
            FacetIds facets,
            SearchPosition after,
            SearchDeadline deadline) {
        this.tx = tx;
        this.facets = facets;
        this.narrowing = Narrowing.all(List.of(query.narrowing(), facets.narrowing()));
        this.matcher = new LineMatcher(query, deadline);
        this.deadline = deadline;
        this.position = after;
    }

    Walked walk(Visitor visitor) {
        // In this order: what is indexed between the two looks is met twice and not never.
        UnindexedSpans unindexed = UnindexedSpans.read(tx, facets, position);
        List<Segments.Segment> segments = Segments.newest(tx, facets, position);
        unindexed.spans().forEach(this::add);
        int asked = 0;
        int together = FIRST_SEGMENTS;
        int spans = 1;
        while (asked < segments.size() || !candidates.isEmpty()) {
            long frontier = asked < segments.size() ? segments.get(asked).lastClaim() : 0;
            List<Span> next = next(frontier, spans);
            if (next.isEmpty()) {
                List<Segments.Segment> some =
                        segments.subList(asked, Math.min(asked + together, segments.size()));
                Segments.spans(tx, some, narrowing, facets).stream()
                        .filter(span -> !unindexed.has(span))
                        .forEach(this::add);
                asked += some.size();
                together = Math.min(4 * together, MOST_SEGMENTS);
            } else {
                if (!look(next, visitor)) {
                    return new Walked(false, position, unindexed.all() && skipped == 0, blocks);
                }
                spans = Math.min(4 * spans, MOST_SPANS);
            }
            if (deadline.isOver() && candidates.isEmpty() && asked < segments.size()) {
                // All that is newer than the next segment has been looked through.
                reach(segments.get(asked).lastClaim() + 1, 0);
                return new Walked(false, position, unindexed.all() && skipped == 0, blocks);
            }
        }
        return new Walked(true, position, unindexed.all() && skipped == 0, blocks);
    }

    private void add(Span span) {
        if (position.isBefore(span.claim().value(), span.firstLine())) {
            candidates.add(span);
        }
    }

    private List<Span> next(long frontier, int most) {
        List<Span> next = new ArrayList<>();
        while (next.size() < most
                && !candidates.isEmpty()
                && candidates.peek().claim().value() > frontier) {
            next.add(candidates.remove());
        }
        return next;
    }

    /// Looks through some spans; false: the visitor has enough, or the time is over.
    private boolean look(List<Span> spans, Visitor visitor) {
        List<SpanChunk> chunks = SpanChunk.read(tx, spans);
        int chunk = 0;
        for (int i = 0; i < spans.size(); i++) {
            text.clear();
            boolean inside = chunk < chunks.size() && chunks.get(chunk).goesOn();
            while (chunk < chunks.size() && chunks.get(chunk).span() == i) {
                chunks.get(chunk).addTo(text);
                chunk++;
            }
            text.finish();
            blocks++;
            Span span = spans.get(i);
            if (!show(span, visitor)) {
                return false;
            }
            // The begin of a line that goes on here stands in the span before.
            reach(span.claim().value(), span.firstLine() + (inside ? 1 : 0));
            if (deadline.isOver()) {
                return false;
            }
        }
        return true;
    }

    private void reach(long claim, long line) {
        if (position.isBefore(claim, line)) {
            position = new SearchPosition(new ClaimId(claim), line);
        }
    }

    private boolean show(Span span, Visitor visitor) {
        BitSet lines;
        try {
            lines = matcher.lines(text);
        } catch (SearchDeadline.OverException e) {
            // It would take as long the next time.
            skipped++;
            return true;
        }
        for (int line = lines.length() - 1; line >= 0; line = lines.previousSetBit(line - 1)) {
            long number = text.number(line);
            if (position.isBefore(span.claim().value(), number) && facets.holds(text.at(line))) {
                if (!visitor.line(span, text, line)) {
                    return false;
                }
                position = new SearchPosition(span.claim(), number);
            }
        }
        return true;
    }
}
