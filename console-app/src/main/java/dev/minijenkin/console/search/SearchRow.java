package dev.minijenkin.console.search;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.search.SearchHit;
import java.time.Instant;

/// A row of what was found.
sealed interface SearchRow {
    /// What it is of.
    Object key();

    /// A job that printed it, above its lines.
    ///
    /// @param lines that are known of it so far
    /// @param last when the latest of them was printed
    /// @param first its first line in the list, where Enter leads
    record OfJob(SearchHit.Origin origin, ClaimId claim, int lines, Instant last, SearchHit first)
            implements SearchRow {
        @Override
        public Object key() {
            return claim;
        }
    }

    record OfLine(FoundLine line) implements SearchRow {
        /// Of which claim, and where.
        private record Line(ClaimId claim, long number) {}

        @Override
        public Object key() {
            return new Line(line.hit().claim(), line.hit().line());
        }
    }

    /// Lines of a job that are not shown until a person asks.
    record Folded(ClaimId claim, int lines) implements SearchRow {
        private record Fold(ClaimId claim) {}

        @Override
        public Object key() {
            return new Fold(claim);
        }
    }

    /// There is more behind the last one.
    record More() implements SearchRow {
        @Override
        public Object key() {
            return "more";
        }
    }
}
