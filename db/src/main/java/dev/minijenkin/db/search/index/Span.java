package dev.minijenkin.db.search.index;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.JobId;

/// Chunks of one claim that follow each other.
///
/// @param day of the log, as `YYYY-MM-DD`
/// @param firstSeq its first chunk
/// @param lastSeq its last one
/// @param firstLine in which it begins
/// @param indexed whether the index named it; else it is read because it is not in the index yet
public record Span(
        ClaimId claim,
        JobId job,
        String day,
        int firstSeq,
        int lastSeq,
        long firstLine,
        boolean indexed)
        implements Comparable<Span> {
    /// The newest first: those of later claims, and of one claim the later lines.
    @Override
    public int compareTo(Span other) {
        int byClaim = Long.compare(other.claim.value(), claim.value());
        return byClaim != 0 ? byClaim : Integer.compare(other.firstSeq, firstSeq);
    }
}
