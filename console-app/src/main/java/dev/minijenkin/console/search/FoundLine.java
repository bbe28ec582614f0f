package dev.minijenkin.console.search;

import dev.minijenkin.db.search.SearchHit;
import java.util.List;

/// A line that was found.
///
/// @param marks what of it was looked for
record FoundLine(SearchHit hit, List<HitMark> marks) {
    FoundLine {
        marks = List.copyOf(marks);
    }
}
