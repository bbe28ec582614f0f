package dev.minijenkin.console.search;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.search.LogSearch;
import dev.minijenkin.db.search.SearchPage;
import dev.minijenkin.db.search.SearchPosition;
import dev.minijenkin.db.search.SearchSummary;
import dev.minijenkin.db.search.saved.SavedSearch;
import dev.minijenkin.db.search.saved.SavedSearches;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Searches the database. Called on workers.
public final class DatabaseSearchSource implements SearchSource {
    private static final LogSearch.PageSize PAGE =
            new LogSearch.PageSize(60, 1, Duration.ofSeconds(5));
    private static final Duration COUNTING = Duration.ofSeconds(3);

    private final Database database;

    public DatabaseSearchSource(Database database) {
        this.database = database;
    }

    @Override
    public Page page(WrittenSearch.Understood search, Optional<SearchPosition> after) {
        try {
            SearchPage page =
                    database.statement(tx ->
                            LogSearch.page(
                                    tx, search.query(), search.facets(), after.orElse(null), PAGE));
            return new Page.Of(
                    page.hits().stream()
                            .map(hit -> new FoundLine(hit, HitMark.of(search.query(), hit.text())))
                            .toList(),
                    page.more() ? Optional.of(page.next()) : Optional.empty(),
                    page.allRead());
        } catch (IllegalArgumentException e) {
            return new Page.Wrong(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public SearchSummary summary(WrittenSearch.Understood search) {
        return database.statement(
                tx -> LogSearch.summary(tx, search.query(), search.facets(), COUNTING));
    }

    @Override
    public List<SavedSearch> saved() {
        return database.statement(SavedSearches::all);
    }

    @Override
    public boolean save(String name, WrittenSearch.Understood search) {
        return database.transaction(
                tx -> SavedSearches.save(tx, name, search.query(), search.facets()));
    }

    @Override
    public void forget(String name) {
        database.transaction(tx -> SavedSearches.remove(tx, name));
    }
}
