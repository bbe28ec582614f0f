package dev.minijenkin.db.search.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.outbox.NewTarget;
import dev.minijenkin.db.outbox.TargetEvent;
import dev.minijenkin.db.outbox.TargetFilter;
import dev.minijenkin.db.outbox.TargetId;
import dev.minijenkin.db.outbox.TargetKind;
import dev.minijenkin.db.outbox.Targets;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.search.SearchBench;
import dev.minijenkin.db.search.SearchFacets;
import dev.minijenkin.db.search.SearchQuery;
import dev.minijenkin.db.stats.RollUps;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SavedSearchesTest {
    @AutoClose private final SearchBench bench = new SearchBench();

    @Test
    void aJobThatPrintsItIsKeptAndToldOnceWithTheFirstOfItsLines() {
        hearsOfMatches("chat", TargetFilter.of(TargetEvent.SEARCH_MATCHED));
        hearsOfMatches("ends", TargetFilter.of(TargetEvent.JOB_FAILED));
        save("heap", SearchQuery.words("outofmemoryerror"), SearchFacets.NONE);
        ClaimedJob job = bench.begin();
        bench.print(job, "ok", "java.lang.OutOfMemoryError: heap", "again OutOfMemoryError");
        bench.end(job, Conclusion.FAILURE);

        bench.indexOnce();
        // As after a server that was told nothing of its commit.
        bench.test().rows().execute("update unindexed_logs set matched = false");
        bench.indexOnce();

        assertThat(bench.test().rows().texts("select line, lines, text from saved_search_matches"))
                .containsExactly("2|2|java.lang.OutOfMemoryError: heap");
        assertThat(
                        bench.test()
                                .rows()
                                .texts(
                                        """
                                        select t.name, w.event, w.body ->> 'job', w.body ->> 'search', w.body ->> 'line',
                                            w.body ->> 'lines', w.body ->> 'text', w.body ->> 'conclusion'
                                        from webhooks_outbox w join outbox_targets t on t.id = w.target_id
                                        where w.event = 'search_matched'
                                        """))
                .containsExactly(
                        "chat|search_matched|%d|heap|2|2|java.lang.OutOfMemoryError: heap|failure"
                                .formatted(job.job().value()));
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

        bench.index();

        assertThat(
                        bench.test()
                                .rows()
                                .texts(
                                        "select s.name from saved_search_matches m join saved_searches s on s.id = m.search_id"))
                .containsExactly("good");
    }

    @Test
    void aMatchIsToldWhereItIsStoredAndNowhereElse() {
        hearsOfMatches("chat", TargetFilter.of(TargetEvent.SEARCH_MATCHED));
        hearsOfMatches(
                "releases",
                new TargetFilter(
                        Set.of(TargetEvent.SEARCH_MATCHED),
                        List.of(),
                        List.of("release/*"),
                        false));
        save("heap", SearchQuery.words("heap"), SearchFacets.NONE);
        ClaimedJob job = bench.begin();
        bench.print(job, "heap");
        bench.end(job, Conclusion.SUCCESS);
        bench.database.runInTransaction(RollUps::add);

        assertThatThrownBy(() ->
                        bench.database.transaction(tx -> {
                            SavedSearchMatching.ask(tx);
                            throw new IllegalStateException("the server dies");
                        }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(bench.test().rows().count("webhooks_outbox")).isZero();
        bench.index();

        assertThat(
                        bench.test()
                                .rows()
                                .texts(
                                        "select t.name from webhooks_outbox w join outbox_targets t on t.id = w.target_id"))
                .containsExactly("chat");
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

    private void hearsOfMatches(String name, TargetFilter filter) {
        NewTarget target =
                new NewTarget(
                        name,
                        TargetKind.WEBHOOK,
                        null,
                        "http://receiver/" + name,
                        null,
                        null,
                        filter);
        Optional<TargetId> added = bench.database.transaction(tx -> Targets.add(tx, target));
        assertThat(added).isPresent();
    }

    private boolean remove(String name) {
        return bench.database.transaction(tx -> SavedSearches.remove(tx, name));
    }

    private boolean save(String name, SearchQuery query, SearchFacets facets) {
        return bench.database.transaction(tx -> SavedSearches.save(tx, name, query, facets));
    }
}
