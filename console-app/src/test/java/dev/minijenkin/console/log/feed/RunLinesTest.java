package dev.minijenkin.console.log.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.log.ansi.TextStyle;
import dev.minijenkin.console.log.document.LineLevel;
import dev.minijenkin.console.log.document.LogDocument;
import dev.minijenkin.console.log.document.StyledText;
import dev.minijenkin.console.log.document.Written;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunLinesTest {
    private final Written written = new Written();
    private final RunLines lines = new RunLines(written);

    @Test
    void linesOfAllJobsComeInTheOrderOfTheirTimes() {
        written.write(1, 0, "a1", "a2", "a3");
        written.write(2, 5, "b1", "b2");
        written.write(1, 100, "a4");
        written.write(2, 90, "b3");
        follow(false, 1, 2);
        assertThat(next(100))
                .containsExactly(
                        "0:1 a1", "1:1 b1", "0:2 a2", "1:2 b2", "0:3 a3", "1:3 b3", "0:4 a4");
    }

    @Test
    void aReadingIsAsLongAsItMayBeAndTheNextGoesOn() {
        written.write(1, 0, "a1", "a2");
        written.write(2, 5, "b1", "b2");
        follow(false, 1, 2);
        List<String> got = new ArrayList<>();
        assertThat(lines.next(3, line -> got.add(text(line))).whole()).isFalse();
        assertThat(got).containsExactly("0:1 a1", "1:1 b1", "0:2 a2");
        assertThat(lines.next(3, line -> got.add(text(line))).whole()).isTrue();
        assertThat(got).endsWith("1:2 b2");
    }

    @Test
    void whatComesLaterIsAddedAtTheEnd() {
        written.write(1, 0, "a1");
        follow(false, 1, 2);
        assertThat(next(100)).containsExactly("0:1 a1");
        written.write(2, 20, "b1");
        written.write(1, 30, "a2");
        assertThat(next(100)).containsExactly("1:1 b1", "0:2 a2");
        written.write(3, 50, "c1");
        follow(false, 1, 2, 3);
        assertThat(next(100)).containsExactly("2:1 c1");
        assertThat(next(100)).isEmpty();
    }

    @Test
    void aLineThatNobodyEndsIsShownOnceItsJobHasEnded() {
        written.writeOpen(1, 0, "a1", "50 %");
        follow(false, 1);
        assertThat(next(100)).containsExactly("0:1 a1");
        written.writeOpen(1, 500, " done");
        follow(true, 1);
        assertThat(next(100)).containsExactly("0:2 50 % done");
        assertThat(next(100)).isEmpty();
    }

    @Test
    void aPageKnowsTheJobAndTheNumberOfEachLine() {
        written.write(1, 0, "##[group]Set up", "\u001b[31mred", "##[endgroup]");
        written.write(2, 5, "##[error]broken");
        RunFeed feed =
                new RunFeed(
                        written,
                        () ->
                                List.of(
                                        new RunLines.Followed(Written.job(1), false),
                                        new RunLines.Followed(Written.job(2), false)));
        LogDocument document = new LogDocument();
        feed.next().pages().forEach(document::append);
        assertThat(document.size()).isEqualTo(3);
        assertThat(document.text(0)).isEqualTo("Set up");
        assertThat(document.text(1)).isEqualTo("Error: broken");
        assertThat(document.level(1)).isEqualTo(LineLevel.ERROR);
        assertThat(document.job(1)).isEqualTo(1);
        assertThat(document.number(1)).isEqualTo(1);
        assertThat(document.job(2)).isZero();
        assertThat(document.number(2)).isEqualTo(2);
        // The colour that a job leaves on is not that of the next line of another one.
        assertThat(document.spans(1))
                .containsExactly(new StyledText("Error: broken", TextStyle.PLAIN, ""));
    }

    private void follow(boolean ended, long... jobs) {
        List<RunLines.Followed> followed = new ArrayList<>();
        for (long job : jobs) {
            followed.add(new RunLines.Followed(Written.job(job), ended));
        }
        lines.follow(followed);
    }

    private List<String> next(int limit) {
        List<String> got = new ArrayList<>();
        lines.next(limit, line -> got.add(text(line)));
        return got;
    }

    private static String text(RunLines.Line line) {
        return line.job() + ":" + line.number() + " " + new String(line.bytes(), UTF_8);
    }
}
