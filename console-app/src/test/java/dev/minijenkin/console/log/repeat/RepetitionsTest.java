package dev.minijenkin.console.log.repeat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.log.document.LogPage;
import dev.minijenkin.console.log.document.LogPageBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RepetitionsTest {
    @Test
    void linesThatDifferInTheirNumbersAloneAreOneAndWhatIsOddStandsOut() {
        List<String> lines = new ArrayList<>(List.of("begin"));
        IntStream.range(0, 30)
                .forEach(i -> lines.add("indexed batch " + i + " in " + i % 7 + "ms"));
        lines.add("slept because of a full disk");
        IntStream.range(0, 25)
                .forEach(i -> lines.add("indexed batch " + i + " in " + i % 7 + "ms"));
        lines.add("end");

        assertThat(found(lines))
                .containsExactly(
                        new Repetition(1, 31, "indexed batch … in … × 30"),
                        new Repetition(32, 57, "indexed batch … in … × 25"));
    }

    @Test
    void blocksRepeatToo() {
        List<String> lines =
                IntStream.range(0, 40)
                        .boxed()
                        .flatMap(i -> Stream.of("get page " + i, "  parsed"))
                        .toList();

        assertThat(found(lines))
                .containsExactly(new Repetition(0, 80, "get page …, and 1 line more, × 40"));
    }

    @Test
    void anErrorIsNeverHidden() {
        List<String> lines = new ArrayList<>();
        IntStream.range(0, 60).forEach(i -> lines.add("error: shard " + i + " is away"));

        assertThat(found(lines)).isEmpty();
    }

    @Test
    void aFewLinesStayAsTheyAre() {
        assertThat(found(IntStream.range(0, 19).mapToObj(i -> "line " + i).toList())).isEmpty();
    }

    @Test
    void aMillionLinesTakeSeconds() {
        List<String> lines =
                IntStream.range(0, 1_000_000)
                        .mapToObj(i ->
                                i % 1000 == 7
                                        ? "odd " + "abcdefgh".substring(i / 1000 % 8)
                                        : "indexed document " + i + " of 1000000")
                        .toList();
        List<LogPage> pages = pages(lines);
        long began = System.nanoTime();

        assertThat(Repetitions.in(pages, () -> false)).hasSize(1000);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    }

    private static List<Repetition> found(List<String> lines) {
        return Repetitions.in(pages(lines), () -> false);
    }

    private static List<LogPage> pages(List<String> lines) {
        List<LogPage> pages = new ArrayList<>();
        LogPageBuilder builder = new LogPageBuilder();
        for (String line : lines) {
            builder.line(0, line.getBytes(UTF_8), 0);
            if (builder.isFull()) {
                pages.add(builder.build());
            }
        }
        pages.add(builder.build());
        return pages;
    }
}
