package dev.minijenkin.db.search;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// How often, since when and where something was printed.
///
/// @param lines in which it was found
/// @param jobs that printed it
/// @param first when it was printed first; null: never
/// @param last when it was printed last; null: never
/// @param by lines by what they are of, the most first: of each facet at least an empty map
/// @param hours lines by the hour in which they were printed
/// @param exact false where the time was over, or not all was read: then it was printed more often
///   and maybe earlier
public record SearchSummary(
        long lines,
        int jobs,
        @Nullable Instant first,
        @Nullable Instant last,
        Map<SearchFacet, Map<String, Long>> by,
        SortedMap<Instant, Long> hours,
        boolean exact) {
    /// Lines by the name of the runner, the most first.
    public Map<String, Long> runners() {
        return by.getOrDefault(SearchFacet.RUNNER, Map.of());
    }
}
