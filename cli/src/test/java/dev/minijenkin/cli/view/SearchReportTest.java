package dev.minijenkin.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.cli.part.LocalTimes;
import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.search.SearchHit;
import dev.minijenkin.db.search.SearchPage;
import dev.minijenkin.db.search.SearchPosition;
import dev.minijenkin.db.search.SearchQuery;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchReportTest {
    private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");

    @Test
    void linesAroundSeveralHitsAreToldOnceAndInTheirOrder() {
        assertThat(
                        printed(
                                SearchQuery.words("hit"),
                                true,
                                hit(2, 9, List.of("h"), List.of()),
                                hit(2, 3, List.of("a", "hit 2"), List.of("d", "e")),
                                hit(2, 2, List.of("a"), List.of("hit 3", "d")),
                                hit(1, 5, List.of(), List.of("z"))))
                .isEqualTo(
                        """
                        shop/build #7 main · Test · oak · run 3, failure
                               1  a
                               2> hit 2  [AT]
                               3> hit 3  [AT]
                               4  d
                               5  e
                             ...
                               8  h
                               9> hit 9  [AT]

                        shop/build #7 main · Test · oak · run 3, failure
                               5> hit 5  [AT]
                               6  z

                        """
                                .replace("AT", LocalTimes.text(AT)));
    }

    @Test
    void whatWasNotReadIsSaid() {
        assertThat(printed(SearchQuery.regex("a.*b"), false))
                .contains("Nothing is found")
                .contains("all logs are read")
                .contains("Not all was read");
    }

    private static String printed(SearchQuery query, boolean allRead, SearchHit... hits) {
        StringWriter text = new StringWriter();
        SearchPage page =
                new SearchPage(
                        List.of(hits), false, SearchPosition.parse("1-0"), allRead, hits.length);
        new SearchReport(query, page, null).print(new PrintWriter(text));
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    private static SearchHit hit(long claim, long line, List<String> before, List<String> after) {
        return new SearchHit(
                new SearchHit.Origin(
                        new JobId(claim),
                        new RunId(3),
                        "shop/build",
                        7,
                        "main",
                        "Test",
                        "oak",
                        Conclusion.FAILURE),
                new ClaimId(claim),
                line,
                AT,
                "hit " + line,
                before,
                after);
    }
}
