package dev.minijenkin.cli.view;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.cli.part.CommandFailureException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogOutputTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(printed, false, UTF_8);

    @Test
    void bytesOfAPipeAreThoseThatWerePrintedHoweverTheyWereCut() {
        Random random = new Random(7);
        byte[] text = new byte[600_000];
        random.nextBytes(text);
        for (int i = 0; i < text.length; i++) {
            // Lines of all lengths, some longer than the output's buffer.
            text[i] = text[i] == '\n' && i % 400_000 < 200_000 ? (byte) '\r' : text[i];
        }
        text[text.length - 1] = '\n';
        LogOutput output = new LogOutput(stream, false);
        LogOutput.Log log = output.log("build");

        for (int from = 0, line = 0; from < text.length; ) {
            int feed = line;
            while (text[feed] != '\n') {
                feed++;
            }
            int to = Math.min(feed, from + random.nextInt(90_000));
            log.piece(text, from, to - from, to == feed);
            if (random.nextInt(20) == 0) {
                output.flush();
            }
            from = to == feed ? feed + 1 : to;
            line = to == feed ? from : line;
        }
        output.flush();

        String expected = "build | " + new String(text, ISO_8859_1).replace("\n", "\nbuild | ");
        assertThat(printed.toString(ISO_8859_1))
                .isEqualTo(expected.substring(0, expected.length() - "build | ".length()));
    }

    @Test
    void aPipeGetsWholeLinesOnceWhateverComesInBetween() {
        LogOutput output = new LogOutput(stream, false);
        LogOutput.Log build = output.log("build");
        LogOutput.Log test = output.log("test");
        piece(build, "50 %", false);
        build.grow();
        piece(test, "wai", false);
        test.grow();
        piece(test, "ting", true);
        piece(build, " 100 %", true);
        piece(build, "open", false);
        build.finish();
        output.flush();

        assertThat(printed.toString(UTF_8))
                .isEqualTo("test | waiting\nbuild | 50 % 100 %\nbuild | open\n");
    }

    @Test
    void aTerminalSeesALineGrowAndWholeAgainWhereAnotherCameInBetween() {
        LogOutput output = new LogOutput(stream, true);
        LogOutput.Log build = output.log("build");
        LogOutput.Log test = output.log("test");
        piece(build, "50 %", false);
        build.grow();
        piece(test, "wai", false);
        test.grow();
        output.flush();
        assertThat(printed.toString(UTF_8)).isEqualTo("build | 50 %");
        piece(build, " 60 %", false);
        build.grow();
        build.grow();
        piece(test, "ting", true);
        piece(build, " 100 %", true);
        output.flush();

        assertThat(printed.toString(UTF_8))
                .isEqualTo("build | 50 % 60 %\ntest | waiting\nbuild | 50 % 60 % 100 %\n");
    }

    @Test
    void whatIsTooLongToBeKeptGoesOnBehindTheNameWhereAnotherCameInBetween() {
        LogOutput output = new LogOutput(stream, false);
        LogOutput.Log build = output.log("build");
        String much = "x".repeat(LogOutput.LONGEST_KEPT + 1);
        piece(build, much, false);
        piece(build, "goes on", true);
        piece(build, much, false);
        piece(output.log("test"), "between", true);
        piece(build, "rest", true);
        output.flush();

        assertThat(printed.toString(UTF_8))
                .isEqualTo(
                        "build | "
                                + much
                                + "goes on\nbuild | "
                                + much
                                + "\ntest | between\nbuild | rest\n");
    }

    @Test
    void whatIsLeftOutIsSaidOnALineOfItsOwn() {
        LogOutput output = new LogOutput(stream, true);
        LogOutput.Log build = output.log("build");
        piece(build, "half", false);
        build.grow();
        build.leaveOut(1_234_567, "'mini-jenkin logs 7'");
        piece(build, "newest", true);
        output.flush();

        assertThat(printed.toString(UTF_8))
                .isEqualTo(
                        "build | half\nbuild | … 1,234,567 lines skipped (see 'mini-jenkin logs"
                                + " 7')\nbuild | newest\n");
    }

    @Test
    void whereNobodyTakesItAnyMoreItEnds() {
        OutputStream closed =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                };
        LogOutput output = new LogOutput(new PrintStream(closed, false, UTF_8), false);
        piece(output.log("build"), "a line", true);

        assertThatThrownBy(output::flush).isInstanceOf(CommandFailureException.class);
    }

    private static void piece(LogOutput.Log log, String text, boolean complete) {
        byte[] bytes = text.getBytes(UTF_8);
        log.piece(bytes, 0, bytes.length, complete);
    }
}
