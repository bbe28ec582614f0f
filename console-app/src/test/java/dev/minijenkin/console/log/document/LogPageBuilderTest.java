package dev.minijenkin.console.log.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class LogPageBuilderTest {
    private final LogPageBuilder builder = new LogPageBuilder();

    @Test
    void colourSequencesBecomeSpansAndLeaveTheText() {
        line("\u001b[31mred\u001b[0m plain \u001b[1;92mbright\u001b[m");

        LogPage page = builder.build();
        assertThat(page.line(0)).isEqualTo("red plain bright");
        assertThat(page.spans(0))
                .containsExactly(
                        new StyledText("red", TextStyle.withForeground(0, 1)),
                        new StyledText(" plain ", TextStyle.PLAIN),
                        new StyledText("bright", TextStyle.withForeground(TextStyle.BOLD, 10)));
    }

    @Test
    void styleGoesOnToTheNextLineAndTheNextPage() {
        line("\u001b[32mfirst");
        builder.build();
        line("second");

        assertThat(builder.build().spans(0))
                .containsExactly(new StyledText("second", TextStyle.withForeground(0, 2)));
    }

    @Test
    void paletteAndTrueColourAreBroughtToTheSixteen() {
        line("\u001b[38;5;196mA\u001b[38;2;20;200;30mB\u001b[48;5;21mC");

        LogPage page = builder.build();
        assertThat(page.spans(0).get(0).style()).isEqualTo(TextStyle.withForeground(0, 1));
        assertThat(page.spans(0).get(1).style()).isEqualTo(TextStyle.withForeground(0, 2));
        assertThat(page.line(0)).isEqualTo("ABC");
    }

    @Test
    void otherSequencesAreDroppedWhole() {
        line("\u001b[2K\u001b[1Ga\u001b]8;;http://x\u001b\\link\u001b]8;;\u0007\u001b(Bz");

        assertThat(builder.build().line(0)).isEqualTo("alinkz");
    }

    @Test
    void sequenceThatNobodyEndsDoesNotSwallowTheNextLine() {
        line("a\u001b]0;title");
        line("b");

        LogPage page = builder.build();
        assertThat(page.line(0)).isEqualTo("a");
        assertThat(page.line(1)).isEqualTo("b");
    }

    @Test
    void carriageReturnOverwritesTheLine() {
        line("10 %\r\u001b[33m50 %\r100 %");
        line("windows line\r");

        LogPage page = builder.build();
        assertThat(page.line(0)).isEqualTo("100 %");
        assertThat(page.line(1)).isEqualTo("windows line");
    }

    @Test
    void controlBytesAndBrokenUtf8AreShownNotRefused() {
        builder.line(0, new byte[] {'a', 0, 'b', (byte) 0xff, '\t', 'c'});

        assertThat(builder.build().line(0)).isEqualTo("a\u2400b\ufffd    c");
    }

    @Test
    void veryLongLineIsCutVisibly() {
        builder.line(0, new byte[100_000]);
        builder.line(0, "x".repeat(100_000).getBytes(StandardCharsets.UTF_8));

        LogPage page = builder.build();
        assertThat(page.line(1)).hasSizeLessThan(20_000).contains("83,616 more bytes");
    }

    @Test
    void errorsAndWarningsAreTold() {
        line("  Error: expect(received)");
        line("main.c:12:3: error: no such thing");
        line("\u001b[33mwarning\u001b[0m: unused");
        line("0 errors found");
        line("[ERROR] Failed to execute goal");

        LogPage page = builder.build();
        assertThat(page.level(0)).isEqualTo(LineLevel.ERROR);
        assertThat(page.level(1)).isEqualTo(LineLevel.ERROR);
        assertThat(page.level(2)).isEqualTo(LineLevel.WARNING);
        assertThat(page.level(3)).isEqualTo(LineLevel.PLAIN);
        assertThat(page.level(4)).isEqualTo(LineLevel.ERROR);
    }

    private void line(String text) {
        builder.line(1, text.getBytes(StandardCharsets.UTF_8));
    }
}
