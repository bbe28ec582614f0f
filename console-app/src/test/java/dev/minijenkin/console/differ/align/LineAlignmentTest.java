package dev.minijenkin.console.differ.align;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineAlignmentTest {
    @Test
    void whatIsMissingWhatIsNewAndWhatChangedStandsInItsPlace() {
        assertThat(
                        rows(
                                List.of("a", "b", "c", "d", "e"),
                                List.of("a", "c", "new", "d", "E", "last")))
                .containsExactly("= a a", "< b", "= c c", "> new", "= d d", "≠ e E", "> last");
    }

    @Test
    void ofOtherLinesThoseThatBeginAlikeStandBesideEachOther() {
        assertThat(
                        rows(
                                List.of("same", "refunds() PASSED", "end"),
                                List.of(
                                        "same",
                                        "WARN rounding",
                                        "refunds() FAILED",
                                        "at x",
                                        "end")))
                .containsExactly(
                        "= same same",
                        "> WARN rounding",
                        "≠ refunds() PASSED refunds() FAILED",
                        "> at x",
                        "= end end");
    }

    @Test
    void linesThatRepeatAreAlignedBetweenThoseThatDoNot() {
        assertThat(rows(List.of("x", "x", "one", "x", "x"), List.of("x", "one", "x", "x", "x")))
                .containsExactly("= x x", "< x", "= one one", "= x x", "= x x", "> x");
    }

    @Test
    void nothingIsLeftOutAndOrderIsKeptWhateverTheLinesAre() {
        Random random = new Random(42);
        for (int round = 0; round < 300; round++) {
            int words = 1 + random.nextInt(12);
            long[] green = random.longs(random.nextInt(60), 0, words).toArray();
            long[] red = random.longs(random.nextInt(60), 0, words).toArray();
            LineAlignment alignment = LineAlignment.of(green, green, red, red);
            int g = 0;
            int r = 0;
            for (int row = 0; row < alignment.size(); row++) {
                if (alignment.green(row) >= 0) {
                    assertThat(alignment.green(row)).isEqualTo(g++);
                }
                if (alignment.red(row) >= 0) {
                    assertThat(alignment.red(row)).isEqualTo(r++);
                }
            }
            assertThat(g).isEqualTo(green.length);
            assertThat(r).isEqualTo(red.length);
        }
    }

    @Test
    void aMillionLinesTakeSecondsAlsoWhereMostOfThemRepeat() {
        ComparedLog green = new ComparedLog();
        ComparedLog red = new ComparedLog();
        Instant at = Instant.EPOCH;
        for (int i = 0; i < 1_000_000; i++) {
            String line =
                    i % 10 == 0
                            ? "compiled class Number" + i + "x"
                            : "indexed batch in " + i % 97 + " ms";
            green.add(at.plusMillis(i), line.getBytes(UTF_8));
            if (i % 5_003 != 7) {
                red.add(at.plusMillis(i * 2L), line.getBytes(UTF_8));
            }
            if (i % 7_001 == 3) {
                red.add(at, ("Error: out of room at part" + i).getBytes(UTF_8));
            }
        }
        long began = System.nanoTime();
        LineAlignment alignment = LineAlignment.of(green, red);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        int different = 0;
        for (int row = 0; row < alignment.size(); row++) {
            different += alignment.kind(row) == LineAlignment.Kind.SAME ? 0 : 1;
        }
        assertThat(different).isBetween(250, 400);
    }

    @Test
    void whatDiffersBetweenAnyTwoRunsIsEvenedOut() {
        assertEvened("2026-11-23T14:32:18.123Z started", "‹time› started");
        assertEvened("took 1.4 s, 18.2 MB", "took ‹time›, ‹size›");
        assertEvened("BUILD FAILED in 24s", "BUILD FAILED in ‹time›");
        assertEvened("Resolved money 4.2.0", "Resolved money 4.2.0");
        assertEvened("220 tests completed, 1 failed", "220 tests completed, 1 failed");
        assertEvened(
                "wrote /home/build/work/7/payments-tests.xml", "wrote ‹path›/payments-tests.xml");
        assertEvened("Uploaded as 3f2c1a77b0", "Uploaded as ‹id›");
        assertEvened("job 123e4567-e89b-12d3-a456-426614174000", "job ‹id›");
        assertEvened("at Refunds.split(Refunds.java:64)", "at Refunds.split(Refunds.java:64)");
        assertEvened("https://example.org/a/b/c", "https://example.org/a/b/c");
        assertEvened("12:04 done", "‹time› done");
        assertEvened("deadbeef is a word", "deadbeef is a word");
    }

    private static void assertEvened(String line, String evened) {
        assertThat(new EvenedLine().of(line)).hasToString(evened);
    }

    private static List<String> rows(List<String> green, List<String> red) {
        ComparedLog left = log(green);
        ComparedLog right = log(red);
        LineAlignment alignment = LineAlignment.of(left, right);
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < alignment.size(); row++) {
            rows.add(
                    switch (alignment.kind(row)) {
                        case SAME ->
                                "= "
                                        + left.line(alignment.green(row))
                                        + " "
                                        + right.line(alignment.red(row));
                        case CHANGED ->
                                "≠ "
                                        + left.line(alignment.green(row))
                                        + " "
                                        + right.line(alignment.red(row));
                        case ONLY_GREEN -> "< " + left.line(alignment.green(row));
                        case ONLY_RED -> "> " + right.line(alignment.red(row));
                    });
        }
        return rows;
    }

    private static ComparedLog log(List<String> lines) {
        ComparedLog log = new ComparedLog();
        lines.forEach(line -> log.add(Instant.EPOCH, line.getBytes(UTF_8)));
        return log;
    }
}
