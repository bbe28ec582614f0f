package dev.minijenkin.db.search;

import java.util.List;

/// Hits, the newest first.
///
/// @param more whether there may be more
/// @param next behind which the next page begins
/// @param allRead false where some of what is not indexed yet, or a line at which the regular
///   expression took too long, was left out
/// @param blocksRead parts of logs that were looked through
public record SearchPage(
        List<SearchHit> hits, boolean more, SearchPosition next, boolean allRead, int blocksRead) {}
