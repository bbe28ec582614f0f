package dev.minijenkin.workflow.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.workflow.problem.Problem;
import dev.minijenkin.workflow.problem.Problem.Level;
import org.junit.jupiter.api.Test;

class SourceExcerptTest {
    private static String show(String text, int line, int column) {
        return SourceExcerpt.of("f", text).show(new Problem(Level.ERROR, "f", line, column, "bad"));
    }

    @Test
    void theCaretStandsBelowThePlace() {
        assertThat(show("on: push\n\tjöbs: 1\n", 2, 3))
                .isEqualTo("f:2:3: error: bad [run]\n  2 | \tjöbs: 1\n    | \t ^");
        assertThat(show("a", 1, 9)).endsWith("\n  1 | a\n    |  ^");
        assertThat(show("a", 7, 1)).isEqualTo("f:7:1: error: bad [run]");
    }

    @Test
    void ofALongLineOnlyWhatIsNearIsShown() {
        String shown = show("x".repeat(500) + "HERE" + "y".repeat(500), 1, 501);
        assertThat(shown.lines().toList().get(1))
                .hasSizeLessThan(160)
                .contains("…xx", "HERE", "y…");
        String caret = shown.lines().toList().get(2);
        assertThat(shown.lines().toList().get(1).charAt(caret.indexOf('^'))).isEqualTo('H');
    }

    @Test
    void charactersThatSteerATerminalAreNotShown() {
        assertThat(show("a\u001b[31mb", 1, 1)).doesNotContain("\u001b");
    }
}
