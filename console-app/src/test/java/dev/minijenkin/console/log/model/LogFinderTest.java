package dev.minijenkin.console.log.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.log.document.LogPage;
import dev.minijenkin.console.log.document.LogPageBuilder;
import dev.minijenkin.console.log.document.LogRows;
import dev.minijenkin.console.sample.HeldWork;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogFinderTest {
    private final HeldWork work = new HeldWork();
    private final LogRows rows = new LogRows();
    private final LogFinder finder = new LogFinder(work.background(), rows, Duration.ZERO);
    private final List<Integer> revealed = new ArrayList<>();

    private static LogPage page(String... lines) {
        LogPageBuilder builder = new LogPageBuilder();
        for (String line : lines) {
            builder.line(0, line.getBytes(StandardCharsets.UTF_8), 0);
        }
        return builder.build();
    }

    private void come(String... lines) {
        rows.append(List.of(page(lines)), LogPage.EMPTY, List.of());
        finder.grown();
    }

    @Test
    void untilTheAnswerIsThereItSaysSoAndRemembersTheStep() {
        come("hay", "needle", "hay", "needle");
        finder.textProperty().set("needle");
        assertThat(finder.summary()).isEqualTo("searching…");
        finder.step(1, 2, revealed::add);
        assertThat(revealed).isEmpty();
        work.answerAll();
        assertThat(revealed).containsExactly(3);
        assertThat(finder.summary()).isEqualTo("2 of 2");
    }

    @Test
    void anAnswerToAnEarlierTextIsNeverShownNorSteppedTo() {
        come("n", "needle");
        finder.textProperty().set("n");
        finder.step(1, 0, revealed::add);
        finder.textProperty().set("needle");
        assertThat(work.waiting()).isEqualTo(2);
        work.answer(1);
        assertThat(finder.foundProperty().get().lines()).containsExactly(1);
        work.answer(0);
        assertThat(finder.foundProperty().get().lines()).containsExactly(1);
        assertThat(revealed).isEmpty();
    }

    @Test
    void whatWasWrongWithAnExpressionGoesWithIt() {
        come("a[1]");
        finder.regularExpressionProperty().set(true);
        finder.textProperty().set("[");
        assertThat(finder.summary()).isEqualTo("Unclosed character class");
        assertThat(work.waiting()).isZero();
        finder.textProperty().set("[0-9]");
        assertThat(finder.summary()).isEqualTo("searching…");
        work.answerAll();
        assertThat(finder.summary()).isEqualTo("1 line");
        finder.textProperty().set("[");
        finder.regularExpressionProperty().set(false);
        work.answerAll();
        assertThat(finder.summary()).isEqualTo("1 line");
    }

    @Test
    void linesThatComeWhileItLooksAreFoundToo() {
        come("needle");
        finder.textProperty().set("needle");
        finder.step(1, 0, revealed::add);
        come("hay", "needle");
        come("needle");
        assertThat(work.waiting()).as("one search at a time").isEqualTo(1);
        work.answer(0);
        assertThat(revealed).containsExactly(0);
        work.answerAll();
        assertThat(finder.foundProperty().get().lines()).containsExactly(0, 2, 3);
        assertThat(finder.summary()).isEqualTo("1 of 3");
    }

    @Test
    void aLineThatGrowsIsFoundOnce() {
        rows.append(List.of(page("needle")), page("need"), List.of());
        finder.textProperty().set("needle");
        work.answerAll();
        assertThat(finder.foundProperty().get().lines()).containsExactly(0);
        rows.append(List.of(), page("needle"), List.of());
        finder.grown();
        work.answerAll();
        rows.append(List.of(page("needles")), LogPage.EMPTY, List.of());
        finder.grown();
        work.answerAll();
        assertThat(finder.foundProperty().get().lines()).containsExactly(0, 1);
    }

    @Test
    void anotherLogHasOtherHits() {
        come("needle");
        finder.textProperty().set("needle");
        work.answerAll();
        rows.clear();
        finder.startOver();
        assertThat(finder.foundProperty().get().lines()).isEmpty();
        come("hay", "needle");
        work.answerAll();
        assertThat(finder.foundProperty().get().lines()).containsExactly(1);
    }

    @Test
    void anExpressionThatTakesAgesIsLetGo() {
        String line = "a".repeat(60);
        LogPage page = page(line);
        int[] looks = {0};
        PageSearch.Scan scan =
                PageSearch.find(
                        PageSearch.patterns("(a+)+b", true, true).getFirst(),
                        List.of(page),
                        PageSearch.Scan.NOTHING,
                        () -> ++looks[0] > 3);
        assertThat(scan.found().lines()).isEmpty();
    }
}
