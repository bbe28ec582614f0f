package dev.minijenkin.console.search;

import dev.minijenkin.db.search.SearchPosition;
import dev.minijenkin.db.search.SearchSummary;
import dev.minijenkin.db.search.saved.SavedSearch;
import java.util.List;
import java.util.Optional;

/// Where what is searched for is found. Called on workers.
public interface SearchSource {
    /// A page of hits, the newest first.
    ///
    /// @param after where the page before ended; empty: the first one
    Page page(WrittenSearch.Understood search, Optional<SearchPosition> after);

    SearchSummary summary(WrittenSearch.Understood search);

    /// By name.
    List<SavedSearch> saved();

    /// Keeps a search.
    ///
    /// @return whether there was none of this name
    boolean save(String name, WrittenSearch.Understood search);

    void forget(String name);

    /// What a page brought.
    sealed interface Page {
        /// A facet names what is not there.
        record Wrong(String sentence) implements Page {}

        /// Lines that were found.
        ///
        /// @param next behind which the next page begins; empty: there is none
        /// @param allRead whether nothing had to be left out
        record Of(List<FoundLine> lines, Optional<SearchPosition> next, boolean allRead)
                implements Page {}
    }
}
