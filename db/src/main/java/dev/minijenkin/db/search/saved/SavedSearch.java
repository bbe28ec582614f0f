package dev.minijenkin.db.search.saved;

import dev.minijenkin.db.search.SearchFacets;
import dev.minijenkin.db.search.SearchQuery;
import java.time.Instant;

/// A search whose hits somebody wants to hear of.
///
/// @param words as [SearchQuery] reads them
/// @param facets without times: it is asked of each job that ends
/// @param createdBy database role of the person
/// @param matches jobs that printed it so far
public record SavedSearch(
        long id,
        String name,
        String words,
        boolean regex,
        SearchFacets facets,
        String createdBy,
        Instant createdAt,
        long matches) {
    /// What is looked for.
    public SearchQuery query() {
        return regex ? SearchQuery.regex(words) : SearchQuery.words(words);
    }
}
