package dev.minijenkin.console.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.search.SearchFacet;
import dev.minijenkin.db.search.SearchFacets;
import dev.minijenkin.db.search.SearchQuery;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class WrittenSearchTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Europe/Paris");

    private static WrittenSearch of(String text) {
        return WrittenSearch.of(text, false, NOW, ZONE);
    }

    @Test
    void tokensSayInWhichLogsAndTheRestIsLookedFor() {
        assertThat(
                        of(
                                "pipeline:shop-web/ci \"connection reset\" state:timed_out since:2h -retrying"))
                .isInstanceOfSatisfying(
                        WrittenSearch.Understood.class,
                        search -> {
                            assertThat(search.query().text())
                                    .isEqualTo("\"connection reset\"   -retrying");
                            assertThat(search.facets())
                                    .isEqualTo(
                                            new SearchFacets(
                                                    "shop-web/ci",
                                                    null,
                                                    null,
                                                    null,
                                                    Conclusion.TIMED_OUT,
                                                    NOW.minusSeconds(7200),
                                                    null));
                        });
    }

    @Test
    void aTokenInAPhraseIsPartOfThePhrase() {
        assertThat(WrittenSearch.words("\"on branch:main\" job:\"e2e (firefox)\""))
                .isEqualTo("\"on branch:main\"");
    }

    @Test
    void aDayIsThatOfThePerson() {
        assertThat(of("x since:2026-11-24"))
                .isInstanceOfSatisfying(
                        WrittenSearch.Understood.class,
                        search ->
                                assertThat(search.facets().since())
                                        .isEqualTo(Instant.parse("2026-11-23T23:00:00Z")));
    }

    @Test
    void whatIsNotUnderstoodIsSaid() {
        assertThat(of("x state:great"))
                .isInstanceOfSatisfying(
                        WrittenSearch.Wrong.class,
                        wrong -> assertThat(wrong.sentence()).startsWith("state: is one of "));
        assertThat(of("x since:tuesday"))
                .isEqualTo(
                        new WrittenSearch.Wrong(
                                "since: takes an age, such as 2h or 14d, or a day, such as 2026-11-24"));
        assertThat(of("-x")).isInstanceOf(WrittenSearch.Wrong.class);
        assertThat(of("branch:main ")).isEqualTo(new WrittenSearch.Nothing());
    }

    @Test
    void aFacetIsSetChangedAndTakenAway() {
        String narrowed = WrittenSearch.toggled("reset", SearchFacet.JOB, "e2e (firefox)");
        assertThat(narrowed).isEqualTo("job:\"e2e (firefox)\" reset");
        assertThat(WrittenSearch.asks(narrowed, SearchFacet.JOB, "e2e (firefox)")).isTrue();
        assertThat(WrittenSearch.toggled(narrowed, SearchFacet.JOB, "unit"))
                .isEqualTo("job:unit reset");
        assertThat(WrittenSearch.toggled(narrowed, SearchFacet.JOB, "e2e (firefox)"))
                .isEqualTo("reset");
    }

    @Test
    void whatWasLookedForStandsOut() {
        assertThat(
                        HitMark.of(
                                SearchQuery.words("reset *Exc* -by"),
                                "SocketException: Reset by peer"))
                .containsExactly(new HitMark(6, 9), new HitMark(17, 22));
        assertThat(HitMark.of(SearchQuery.regex("[a-z]+ed"), "failed and ended"))
                .containsExactly(new HitMark(0, 6));
    }
}
