package dev.minijenkin.db.search.saved;

import static dev.minijenkin.db.schema.Tables.SAVED_SEARCHES;
import static dev.minijenkin.db.schema.Tables.SAVED_SEARCH_MATCHES;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.lower;
import static org.jooq.impl.DSL.selectCount;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.search.SearchFacets;
import dev.minijenkin.db.search.SearchQuery;
import java.util.List;

/// Searches that people keep.
public final class SavedSearches {
    private SavedSearches() {}

    /// Keeps one.
    ///
    /// @return false where there is one of this name already
    public static boolean save(Tx tx, String name, SearchQuery query, SearchFacets facets) {
        return tx.sql()
                        .insertInto(SAVED_SEARCHES)
                        .set(SAVED_SEARCHES.NAME, name)
                        .set(SAVED_SEARCHES.WORDS, PostgresText.text(query.text()))
                        .set(SAVED_SEARCHES.REGEX, query.isRegex())
                        .set(SAVED_SEARCHES.PIPELINE, facets.pipeline())
                        .set(SAVED_SEARCHES.BRANCH, facets.branch())
                        .set(SAVED_SEARCHES.JOB, facets.job())
                        .set(SAVED_SEARCHES.RUNNER, facets.runner())
                        .set(SAVED_SEARCHES.CONCLUSION, EnumWords.ofNullable(facets.conclusion()))
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }

    /// Forgets one, with its matches.
    ///
    /// @return whether there was one
    public static boolean remove(Tx tx, String name) {
        return tx.sql()
                .fetchSingle("select remove_saved_search(?) as removed", name)
                .get("removed", boolean.class);
    }

    /// All, by name.
    public static List<SavedSearch> all(Tx tx) {
        return tx.sql()
                .select(SAVED_SEARCHES.fields())
                .select(
                        field(
                                        selectCount()
                                                .from(SAVED_SEARCH_MATCHES)
                                                .where(
                                                        SAVED_SEARCH_MATCHES.SEARCH_ID.eq(
                                                                SAVED_SEARCHES.ID)))
                                .as("matches"))
                .from(SAVED_SEARCHES)
                .orderBy(lower(SAVED_SEARCHES.NAME))
                .fetch(row ->
                        new SavedSearch(
                                row.get(SAVED_SEARCHES.ID),
                                row.get(SAVED_SEARCHES.NAME),
                                row.get(SAVED_SEARCHES.WORDS),
                                row.get(SAVED_SEARCHES.REGEX),
                                new SearchFacets(
                                        row.get(SAVED_SEARCHES.PIPELINE),
                                        row.get(SAVED_SEARCHES.BRANCH),
                                        row.get(SAVED_SEARCHES.JOB),
                                        row.get(SAVED_SEARCHES.RUNNER),
                                        EnumWords.parseNullable(
                                                Conclusion.class,
                                                row.get(SAVED_SEARCHES.CONCLUSION)),
                                        null,
                                        null),
                                row.get(SAVED_SEARCHES.CREATED_BY),
                                row.get(SAVED_SEARCHES.CREATED_AT).toInstant(),
                                row.get("matches", Long.class)));
    }
}
