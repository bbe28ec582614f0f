package dev.minijenkin.console.log.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.log.ansi.AnsiColour;
import dev.minijenkin.console.log.ansi.TextStyle;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LogPageBuilderTest {
    private final LogPageBuilder builder = new LogPageBuilder();

    @Test
    void colourSequencesBecomeSpansAndLeaveTheText() {
        line("\u001b[31mred\u001b[0m plain \u001b[1;92mbright\u001b[m");

        LogPage page = builder.build();
        PageText text = page.open();
        assertThat(text.line(0)).isEqualTo("red plain bright");
        assertThat(text.spans(0))
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

        assertThat(builder.build().open().spans(0))
                .containsExactly(new StyledText("second", TextStyle.withForeground(0, 2)));
    }

    @Test
    void paletteAndTrueColourKeepTheirColour() {
        line("\u001b[38;5;196mA\u001b[38;2;20;200;30mB\u001b[48;5;21mC\u001b[0;38;5;9;48;5;244mD");

        LogPage page = builder.build();
        PageText text = page.open();
        assertThat(text.line(0)).isEqualTo("ABCD");
        List<Long> styles = text.spans(0).stream().map(StyledText::style).toList();
        assertThat(styles)
                .extracting(TextStyle::foreground)
                .containsExactly(
                        new AnsiColour.Rgb(255, 0, 0),
                        new AnsiColour.Rgb(20, 200, 30),
                        new AnsiColour.Rgb(20, 200, 30),
                        new AnsiColour.Named(9));
        assertThat(styles)
                .extracting(TextStyle::background)
                .containsExactly(
                        new AnsiColour.Default(),
                        new AnsiColour.Default(),
                        new AnsiColour.Rgb(0, 0, 255),
                        new AnsiColour.Rgb(128, 128, 128));
    }

    @Test
    void backgroundsReverseAndStrikeAreKept() {
        line("\u001b[41mA\u001b[101mB\u001b[7;9mC\u001b[27;29;49mD");

        List<Long> styles =
                builder.build().open().spans(0).stream().map(StyledText::style).toList();
        assertThat(styles)
                .extracting(TextStyle::background)
                .containsExactly(
                        new AnsiColour.Named(1),
                        new AnsiColour.Named(9),
                        new AnsiColour.Named(9),
                        new AnsiColour.Default());
        assertThat(TextStyle.has(styles.get(2), TextStyle.INVERSE)).isTrue();
        assertThat(TextStyle.has(styles.get(2), TextStyle.STRIKE)).isTrue();
        assertThat(styles.get(3)).isEqualTo(TextStyle.PLAIN);
    }

    @Test
    void linksOfTheTerminalLeadSomewhereUntilTheyEnd() {
        line("a\u001b]8;id=1;https://x.org/a?b=1\u001b\\link\u001b]8;;\u0007z");
        line("\u001b]8;;https://x.org\u0007open");
        line("next");
        line("\u001b]8;;https://x.org/\u00e4\u0007no address\u001b]8;;\u0007");

        LogPage page = builder.build();
        PageText text = page.open();
        assertThat(text.spans(0))
                .extracting(StyledText::link)
                .containsExactly("", "https://x.org/a?b=1", "");
        assertThat(text.spans(1)).extracting(StyledText::link).containsExactly("https://x.org");
        assertThat(text.spans(2)).extracting(StyledText::link).containsExactly("");
        assertThat(text.spans(3)).extracting(StyledText::link).containsExactly("");
    }

    @Test
    void otherSequencesAreDroppedWhole() {
        line("\u001b[2K\u001b[1Ga\u001b]8;;http://x\u001b\\link\u001b]8;;\u0007\u001b(Bz");

        assertThat(builder.build().open().line(0)).isEqualTo("alinkz");
    }

    @Test
    void sequenceThatNobodyEndsDoesNotSwallowTheNextLine() {
        line("a\u001b]0;title");
        line("b");

        LogPage page = builder.build();
        PageText text = page.open();
        assertThat(text.line(0)).isEqualTo("a");
        assertThat(text.line(1)).isEqualTo("b");
    }

    @Test
    void carriageReturnOverwritesTheLine() {
        line("10 %\r\u001b[33m50 %\r100 %");
        line("windows line\r");

        LogPage page = builder.build();
        PageText text = page.open();
        assertThat(text.line(0)).isEqualTo("100 %");
        assertThat(text.line(1)).isEqualTo("windows line");
    }

    @Test
    void controlBytesAndBrokenUtf8AreShownNotRefused() {
        builder.line(0, new byte[] {'a', 0, 'b', (byte) 0xff, '\t', 'c'});

        assertThat(builder.build().open().line(0)).isEqualTo("a\u2400b\ufffd    c");
    }

    @Test
    void veryLongLineIsCutVisibly() {
        builder.line(0, new byte[100_000]);
        builder.line(0, "x".repeat(100_000).getBytes(StandardCharsets.UTF_8));

        LogPage page = builder.build();
        PageText text = page.open();
        assertThat(text.line(1)).hasSizeLessThan(20_000).contains("83,616 more bytes");
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
