package dev.minijenkin.db.search;

import dev.minijenkin.db.ClaimId;

/// A place in the order of hits: later claims come first, and of one claim the later lines. The
/// order stays whatever is indexed meanwhile.
///
/// @param line of the claim's log, from 1
public record SearchPosition(ClaimId claim, long line) {
    static final SearchPosition START = new SearchPosition(new ClaimId(Long.MAX_VALUE), 0);

    /// As `CLAIM-LINE`.
    public static SearchPosition parse(String text) {
        String[] parts = text.split("-", 2);
        try {
            return new SearchPosition(
                    new ClaimId(Long.parseLong(parts[0])),
                    Long.parseLong(parts.length == 2 ? parts[1] : ""));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'%s' is no place in the hits of a search: give what the page before ended with, such as 4711-42"
                            .formatted(text),
                    e);
        }
    }

    /// Whether a line comes behind this place.
    boolean isBefore(long otherClaim, long otherLine) {
        return otherClaim < claim.value() || (otherClaim == claim.value() && otherLine < line);
    }

    @Override
    public String toString() {
        return claim.value() + "-" + line;
    }
}
