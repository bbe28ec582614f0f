package dev.minijenkin.db.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.run.Conclusion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SavedSearchesTest {
    @AutoClose private final SearchBench bench = new SearchBench();
    private final List<SavedSearchMatch> told = new ArrayList<>();

    @Test
    void aJobThatPrintsItIsToldOnceWithTheFirstOfItsLines() {
        save("heap", SearchQuery.words("outofmemoryerror"), SearchFacets.NONE);
        ClaimedJob job = bench.begin();
        bench.print(job, "ok", "java.lang.OutOfMemoryError: heap", "again OutOfMemoryError");
        bench.end(job, Conclusion.FAILURE);

        bench.index((_, match) -> told.add(match));
        bench.index((_, match) -> told.add(match));

        assertThat(told).hasSize(1);
        assertThat(told.getFirst().job()).isEqualTo(job.job());
        assertThat(told.getFirst().line()).isEqualTo(2);
        assertThat(told.getFirst().lines()).isEqualTo(2);
        assertThat(told.getFirst().text()).isEqualTo("java.lang.OutOfMemoryError: heap");
        assertThat(bench.database.statement(SavedSearches::all).getFirst().matches()).isEqualTo(1);
    }

    @Test
    void itsFacetsSayWhichJobsItIsAbout() {
        save(
                "good",
                SearchQuery.regex("^ok$"),
                new SearchFacets(null, null, null, null, Conclusion.SUCCESS, null, null));
        save(
                "gone",
                SearchQuery.words("ok"),
                new SearchFacets("no-such-pipeline", null, null, null, null, null, null));
        for (Conclusion conclusion : List.of(Conclusion.SUCCESS, Conclusion.FAILURE)) {
            ClaimedJob job = bench.begin();
            bench.print(job, "ok");
            bench.end(job, conclusion);
        }

        bench.index((_, match) -> told.add(match));

        assertThat(told).hasSize(1);
        assertThat(told.getFirst().search().name()).isEqualTo("good");
    }

    @Test
    void aNameIsThereOnceAndIsForgottenWithItsMatches() {
        assertThat(save("heap", SearchQuery.words("a"), SearchFacets.NONE)).isTrue();
        assertThat(save("HEAP", SearchQuery.words("b"), SearchFacets.NONE)).isFalse();
        ClaimedJob job = bench.begin();
        bench.print(job, "a");
        bench.end(job, Conclusion.SUCCESS);
        bench.index();
        assertThat(bench.test().rows().count("saved_search_matches")).isEqualTo(1);

        assertThat(remove("Heap")).isTrue();

        assertThat(bench.test().rows().count("saved_search_matches")).isZero();
        assertThat(remove("heap")).isFalse();
    }

    private boolean remove(String name) {
        return bench.database.transaction(tx -> SavedSearches.remove(tx, name));
    }

    private boolean save(String name, SearchQuery query, SearchFacets facets) {
        return bench.database.transaction(tx -> SavedSearches.save(tx, name, query, facets));
    }
}
