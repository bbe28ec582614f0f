package dev.minijenkin.db.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.log.LogLine;
import dev.minijenkin.db.log.Logs;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.run.Conclusion;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class LogSearchTest {
    @AutoClose private final SearchBench bench = new SearchBench();

    @Test
    void wordsPhrasesAndSubstringsAreFoundBeforeAndAfterTheyAreIndexed() {
        ClaimedJob job = bench.begin();
        bench.print(
                job,
                "Compiling core",
                "\u001b[31mERROR\u001b[0m: Connection refused by db-7.example.org",
                "java.lang.OutOfMemoryError: Java heap space",
                "outofmemory is one word here");
        for (int look = 0; look < 3; look++) {
            assertThat(bench.found("connection ERROR"))
                    .as("look %d", look)
                    .containsExactly("ERROR: Connection refused by db-7.example.org");
            assertThat(bench.found("\"error: connection refused\"")).hasSize(1);
            assertThat(bench.found("memory")).isEmpty();
            assertThat(bench.found("*memory*")).hasSize(2);
            assertThat(bench.found("outofmemory*")).hasSize(2);
            assertThat(bench.found("*memory* -heap"))
                    .containsExactly("outofmemory is one word here");
            assertThat(bench.found("db-7.example.org")).hasSize(1);
            assertThat(bench.found("db-7.example.or")).isEmpty();
            assertThat(bench.foundByRegex("refused by db-\\d\\.")).hasSize(1);
            assertThat(bench.foundByRegex("^java\\..*(heap|stack) space$")).hasSize(1);
            assertThat(bench.foundByRegex("Refused by")).isEmpty();
            if (look == 0) {
                bench.end(job, Conclusion.FAILURE);
            } else if (look == 1) {
                bench.index();
                assertThat(bench.test().rows().count("log_segments")).isEqualTo(1);
                assertThat(bench.test().rows().count("unindexed_logs")).isZero();
            }
        }
    }

    /// The index is of all logs, and tells nothing to whoever does not see all of them: their own
    /// are read. Also where a block holds lines of both.
    @Test
    void whoSeesOneRepositoryFindsItsLinesAndNoOthers() {
        ClaimedJob ours = bench.begin();
        bench.print(ours, "connection refused by ours", "nothing");
        ClaimedJob theirs = bench.begin();
        bench.print(theirs, "connection refused by theirs");
        RepositoryId web = bench.database.transaction(tx -> SampleData.repository(tx, "web"));
        bench.test()
                .rows()
                .execute(
                        "update jobs set repository_id = %1$d where id = %2$d; update pipeline_runs set repository_id = %1$d where id = %3$d"
                                .formatted(
                                        web.value(), theirs.job().value(), theirs.run().value()));
        bench.test().rows().execute("insert into person_limits values ('search_ana', '{1}')");
        try (Database ana =
                Database.open(bench.test().person("search_ana", "mj_viewer"), HintSink.NONE)) {
            for (int look = 0; look < 3; look++) {
                assertThat(bench.found("refused")).as("look %d", look).hasSize(2);
                assertThat(found(ana, "refused"))
                        .as("look %d", look)
                        .containsExactly("connection refused by ours");
                assertThat(found(ana, "theirs")).isEmpty();
                assertThat(found(ana, "ours nothing")).isEmpty();
                if (look == 0) {
                    bench.end(ours, Conclusion.FAILURE);
                    bench.end(theirs, Conclusion.FAILURE);
                } else if (look == 1) {
                    bench.index();
                    assertThat(bench.test().rows().count("log_segments")).isEqualTo(1);
                    assertThat(bench.test().rows().count("unindexed_logs")).isZero();
                }
            }
        }
    }

    private static List<String> found(Database reader, String words) {
        return reader
                .transaction(tx ->
                        LogSearch.page(
                                tx,
                                SearchQuery.words(words),
                                SearchFacets.NONE,
                                null,
                                LogSearch.PageSize.USUAL))
                .hits()
                .stream()
                .map(SearchHit::text)
                .toList();
    }

    @Test
    void anyLanguageAndEncodingIsFound() {
        ClaimedJob job = bench.begin();
        bench.print(
                job,
                1,
                List.of(
                        "Größe überschritten".getBytes(StandardCharsets.UTF_8),
                        "Größe überschritten".getBytes(StandardCharsets.ISO_8859_1),
                        "ОШИБКА сборки".getBytes(StandardCharsets.UTF_8),
                        "ОШИБКА сборки".getBytes(Charset.forName("windows-1251")),
                        "编译错误在这里".getBytes(StandardCharsets.UTF_8),
                        "编译错误在这里".getBytes(Charset.forName("GB18030")),
                        "コンパイルエラー".getBytes(Charset.forName("Shift_JIS")),
                        "Write-Error failed".getBytes(StandardCharsets.UTF_16LE),
                        new byte[] {0, (byte) 0xFF, 'n', 'e', 'e', 'd', 'l', 'e', (byte) 0xFE}));
        bench.end(job, Conclusion.SUCCESS);
        for (int look = 0; look < 2; look++) {
            assertThat(bench.found("GRÖSSE")).isEmpty();
            assertThat(bench.found("größe")).hasSize(2);
            assertThat(bench.found("ÜBERSCHRITTEN")).hasSize(2);
            assertThat(bench.found("berschritten")).hasSize(1);
            assertThat(bench.found("ошибка")).hasSize(2);
            assertThat(bench.found("错误")).hasSize(2);
            assertThat(bench.found("エラー")).hasSize(1);
            assertThat(bench.found("write-error")).containsExactly("Write-Error failed");
            assertThat(bench.found("needle")).hasSize(1);
            bench.index();
        }
    }

    /// The index never loses what a look at every line finds: random lines of few words, so that
    /// most queries find something, in chunks and jobs of all sizes.
    @Test
    void theIndexFindsWhatALookAtEachLineFinds() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<String> words =
                IntStream.range(0, 300)
                        .mapToObj(_ -> Integer.toString(random.nextInt(1 << 28), 36))
                        .toList();
        List<String> all = new ArrayList<>();
        for (int part = 0; part < 12; part++) {
            ClaimedJob job = bench.begin();
            List<byte[]> lines = new ArrayList<>();
            for (int line = 0; line < 1 + random.nextInt(4000); line++) {
                String text = "step " + line % 7;
                for (int word = random.nextInt(6); word > 0; word--) {
                    text +=
                            (random.nextInt(4) == 0 ? "/" : " ")
                                    + words.get(
                                            (int) Math.pow(words.size(), random.nextDouble()) - 1);
                }
                lines.add(SearchBench.bytes(text));
                all.add(text);
            }
            bench.print(job, 1 + random.nextInt(900), lines);
            if (part < 10) {
                bench.end(job, Conclusion.SUCCESS);
            }
            if (part % 4 == 3) {
                bench.index();
            }
        }
        for (int query = 0; query < 40; query++) {
            String word = words.get(random.nextInt(words.size()));
            String other = words.get(random.nextInt(20));
            String part = word.substring(0, Math.min(4, word.length()));
            same(seed, all, SearchQuery.words(word), "(?<![a-z0-9_])" + word + "(?![a-z0-9_])");
            same(seed, all, SearchQuery.words("*" + part + "*"), part);
            same(
                    seed,
                    all,
                    SearchQuery.words(word + " *" + other + "*"),
                    "(?=.*(?<![a-z0-9_])" + word + "(?![a-z0-9_])).*" + other);
            same(
                    seed,
                    all,
                    SearchQuery.regex(part + "[a-z0-9]*/" + other),
                    part + "[a-z0-9]*/" + other);
            same(
                    seed,
                    all,
                    SearchQuery.regex("(" + word + "|" + other + ") step?"),
                    "(" + word + "|" + other + ") step?");
        }
    }

    private void same(long seed, List<String> all, SearchQuery query, String naive) {
        Pattern pattern = Pattern.compile(naive);
        assertThat(
                        bench.page(query, SearchFacets.NONE, 100_000).hits().stream()
                                .map(SearchHit::text)
                                .sorted())
                .as("'%s' of seed %d", query.text(), seed)
                .isEqualTo(
                        all.stream()
                                .filter(line -> pattern.matcher(line).find())
                                .sorted()
                                .toList());
    }

    @Test
    void pagesFollowEachOtherWhateverIsIndexedBetweenThem() {
        List<ClaimedJob> jobs = new ArrayList<>();
        for (int job = 0; job < 6; job++) {
            jobs.add(bench.begin());
            int number = job;
            bench.print(
                    jobs.getLast(),
                    3,
                    IntStream.range(0, 7)
                            .mapToObj(line -> SearchBench.bytes("hit " + number + "." + line))
                            .toList());
        }
        List<String> paged = new ArrayList<>();
        SearchPosition after = null;
        for (boolean more = true; more; ) {
            SearchPosition from = after;
            SearchPage page =
                    bench.database.statement(tx ->
                            LogSearch.page(
                                    tx,
                                    SearchQuery.words("hit"),
                                    SearchFacets.NONE,
                                    from,
                                    new LogSearch.PageSize(4, 1, Duration.ofMinutes(1))));
            page.hits().forEach(hit -> paged.add(hit.text()));
            if (!jobs.isEmpty()) {
                bench.end(jobs.removeLast(), Conclusion.SUCCESS);
                bench.index();
            }
            after = SearchPosition.parse(page.next().toString());
            more = page.more();
        }
        List<String> expected = new ArrayList<>();
        for (int job = 5; job >= 0; job--) {
            for (int line = 6; line >= 0; line--) {
                expected.add("hit " + job + "." + line);
            }
        }
        assertThat(paged).isEqualTo(expected);
    }

    @Test
    void facetsNarrowBeforeAndAfterTheIndex() {
        ClaimedJob good = bench.begin();
        bench.print(good, "the same line");
        bench.end(good, Conclusion.SUCCESS);
        ClaimedJob bad = bench.beginOn("elm");
        bench.print(bad, "the same line");
        bench.end(bad, Conclusion.FAILURE);
        for (int look = 0; look < 2; look++) {
            assertThat(ids(facets(null, null, null, "ELM", null)))
                    .containsExactly(bad.job().value());
            assertThat(ids(facets(null, null, null, null, Conclusion.SUCCESS)))
                    .containsExactly(good.job().value());
            assertThat(ids(facets(null, "nowhere", null, null, null))).isEmpty();
            assertThat(ids(facets(null, null, "build", null, null))).hasSize(2);
            assertThat(ids(facets(null, null, "test", null, null))).isEmpty();
            assertThat(
                            ids(
                                    new SearchFacets(
                                            null,
                                            null,
                                            null,
                                            null,
                                            null,
                                            SearchBench.START.plusSeconds(1),
                                            null)))
                    .isEmpty();
            bench.index();
        }
        assertThatThrownBy(() -> ids(facets("nightly", null, null, null, null)))
                .hasMessageContaining("There is no pipeline 'nightly'");
    }

    private static SearchFacets facets(
            @Nullable String pipeline,
            @Nullable String branch,
            @Nullable String job,
            @Nullable String runner,
            @Nullable Conclusion conclusion) {
        return new SearchFacets(pipeline, branch, job, runner, conclusion, null, null);
    }

    private List<Long> ids(SearchFacets facets) {
        return bench.page(SearchQuery.words("\"same line\""), facets, 10).hits().stream()
                .map(hit -> hit.origin().id().value())
                .toList();
    }

    @Test
    void aHitHasItsNeighboursAlsoBeyondItsChunks() {
        ClaimedJob job = bench.begin();
        bench.print(
                job,
                400,
                IntStream.range(1, 4001)
                        .mapToObj(line -> SearchBench.bytes("x".repeat(40) + " line-" + line + "."))
                        .toList());
        bench.end(job, Conclusion.SUCCESS);
        bench.index();
        for (int line = 1; line <= 4000; line += line % 400 == 0 ? 1 : 399) {
            SearchHit hit =
                    bench.page(SearchQuery.words("line-" + line), SearchFacets.NONE, 10)
                            .hits()
                            .getFirst();
            assertThat(hit.line()).isEqualTo(line);
            assertThat(hit.before()).hasSize(Math.min(2, line - 1));
            assertThat(hit.after()).hasSize(Math.min(2, 4000 - line));
        }
    }

    @Test
    void aLineThatIsCutBetweenChunksIsFoundOnce() {
        ClaimedJob job = bench.begin();
        bench.database.run(tx ->
                Logs.append(
                        tx,
                        List.of(
                                SearchBench.chunk(
                                        job, 0, 1, false, List.of(piece("Connection ref", false))),
                                SearchBench.chunk(job, 1, 1, true, List.of(piece("used", true))))));
        assertThat(bench.found("\"connection refused\"")).containsExactly("Connection refused");
        bench.end(job, Conclusion.SUCCESS);
        bench.index();
        assertThat(bench.found("\"connection refused\"")).containsExactly("Connection refused");
    }

    private static LogLine piece(String text, boolean complete) {
        return new LogLine(SearchBench.START, SearchBench.bytes(text), complete);
    }

    @Test
    void aSummaryTellsHowOftenSinceWhenAndWhere() {
        ClaimedJob first = bench.begin();
        bench.print(first, "flaky", "flaky", "other");
        bench.end(first, Conclusion.SUCCESS);
        bench.index();
        ClaimedJob second = bench.beginOn("elm");
        bench.print(second, "a", "b", "c", "flaky");

        SearchSummary summary =
                bench.database.statement(tx ->
                        LogSearch.summary(
                                tx,
                                SearchQuery.words("flaky"),
                                SearchFacets.NONE,
                                Duration.ofMinutes(1)));

        assertThat(summary.lines()).isEqualTo(3);
        assertThat(summary.jobs()).isEqualTo(2);
        assertThat(summary.first()).isEqualTo(SearchBench.START);
        assertThat(summary.last()).isEqualTo(SearchBench.START.plusSeconds(3));
        assertThat(summary.runners().toString()).isEqualTo("{oak=2, elm=1}");
        assertThat(summary.by()).containsEntry(SearchFacet.STATE, Map.of("success", 2L));
        assertThat(summary.by())
                .hasEntrySatisfying(
                        SearchFacet.PIPELINE, by -> assertThat(by.values()).containsExactly(3L));
        assertThat(summary.hours().toString())
                .isEqualTo("{" + SearchBench.START.truncatedTo(ChronoUnit.HOURS) + "=3}");
        assertThat(summary.exact()).isTrue();
    }

    /// It tries more ways than there are: the search ends all the same, and says so.
    @Test
    void anExpressionThatNeverEndsIsGivenUp() {
        ClaimedJob job = bench.begin();
        bench.print(job, "a".repeat(200));

        SearchPage page =
                bench.database.statement(tx ->
                        LogSearch.page(
                                tx,
                                SearchQuery.regex("(.*a){12}b"),
                                SearchFacets.NONE,
                                null,
                                new LogSearch.PageSize(10, 0, Duration.ofMillis(200))));

        assertThat(page.hits()).isEmpty();
        assertThat(page.allRead()).isFalse();
    }

    @Test
    void whatRetentionDropsLeavesTheIndex() {
        ClaimedJob job = bench.begin();
        bench.print(job, "old line");
        bench.end(job, Conclusion.SUCCESS);
        bench.index();
        bench.test().rows().execute("update log_segments set day = current_date - 400");

        bench.database.run(tx -> dev.minijenkin.db.stats.Stats.dropOldLogPartitions(tx));

        assertThat(bench.test().rows().count("log_segments")).isZero();
        assertThat(bench.test().rows().count("log_spans")).isZero();
        assertThat(bench.test().rows().count("log_postings")).isZero();
    }

    @Test
    void aLargeLogGoesOnInTheNextSegment() {
        ClaimedJob job = bench.begin();
        Random random = new Random(1);
        bench.print(
                job,
                600,
                IntStream.range(0, 120_000)
                        .mapToObj(line ->
                                SearchBench.bytes(
                                        "INFO [worker] task n"
                                                + line
                                                + " wrote "
                                                + random.nextLong()
                                                + " to /srv/data"))
                        .toList());
        bench.end(job, Conclusion.SUCCESS);
        bench.indexOnce();
        assertThat(bench.test().rows().count("log_segments")).isEqualTo(1);
        readForSome();
        bench.index();

        assertThat(bench.test().rows().count("log_segments")).isGreaterThan(1);
        int blocks =
                Integer.parseInt(bench.test().rows().text("select sum(blocks) from log_segments"));
        assertThat(blocks).isGreaterThan(40);
        // One for each, and those in which its beginning stands; keys that share a hash with a key
        // that is everywhere are few.
        assertThat(readForSome()).as("of %d blocks", blocks).isLessThan(blocks / 8.0);
    }

    /// Looks for lines here and there: how many blocks were read for each, on average.
    private double readForSome() {
        int lines = 0;
        double read = 0;
        for (int line = 4_333; line < 120_000; line += 4_333) {
            SearchPage page = bench.page(SearchQuery.words("n" + line), SearchFacets.NONE, 10);
            assertThat(page.hits()).as("n%d", line).hasSize(1);
            read += page.blocksRead();
            lines++;
        }
        return read / lines;
    }

    @Test
    void aQueryWithoutAWordIsRefusedWithASentence() {
        assertThatThrownBy(() -> SearchQuery.words("  -no "))
                .hasMessageContaining("at least one word");
        assertThatThrownBy(() -> SearchQuery.regex("a("))
                .hasMessageContaining("is no regular expression");
    }
}
