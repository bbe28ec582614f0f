package dev.minijenkin.cli.part;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TerminalOutputTest {
    private static final String ESC = "\u001b";

    @Test
    void coloursArriveAndEndWithTheirLine() throws IOException {
        assertThat(shown(ESC + "[1;31mred" + ESC + "[0m and " + ESC + "[38:2::1:2:3mopen\nnext\n"))
                .isEqualTo(
                        ESC
                                + "[1;31mred"
                                + ESC
                                + "[0m and "
                                + ESC
                                + "[38:2::1:2:3mopen"
                                + ESC
                                + "[0m\nnext\n");
        assertThat(shown(ESC + "[mplain\n")).isEqualTo(ESC + "[mplain" + ESC + "[0m\n");
    }

    @Test
    void nothingElseReachesTheTerminal() throws IOException {
        for (String sequence :
                List.of(
                        "[2J",
                        "[H",
                        "[1A",
                        "[?1049h",
                        "[6n",
                        "[>c",
                        "[!p",
                        "[5 q",
                        "[>4;1m",
                        "[?1m",
                        "c",
                        "7",
                        "8",
                        "D",
                        "M",
                        "(0",
                        "#8",
                        "%G",
                        " F",
                        "Z",
                        "=",
                        "]0;title\u0007",
                        "]0;title" + ESC + "\\",
                        "]52;c;cm0=\u0007",
                        "]8;;http://x" + ESC + "\\",
                        "P+q544e" + ESC + "\\",
                        "_apc" + ESC + "\\",
                        "^pm" + ESC + "\\",
                        "Xsos" + ESC + "\\")) {
            assertThat(shown("a" + ESC + sequence + "b\n")).as(sequence).isEqualTo("ab\n");
        }
        assertThat(shown("a\u009b2Jb\u009d0;t\u009cc\u0090x\u009cd\n")).isEqualTo("abcd\n");
        assertThat(shown("a" + ESC + "]0;never ended\nnext" + ESC + "\nlast" + ESC + "[31\nend\n"))
                .isEqualTo("a\nnext\nlast\nend\n");
    }

    @Test
    void whatIsNoSequenceIsShown() throws IOException {
        assertThat(shown("bell\u0007 back\b nul\0 del\u007f nel\u0085\ttab\n"))
                .isEqualTo("bell␇ back␈ nul␀ del␡ nel\uFFFD\ttab\n");
        assertThat(shown("10%\r20%\r\nlast\r\n")).isEqualTo("10%␍20%\nlast\n");
        assertThat(shown("a\u202eb\u2066c\u200fd\n")).isEqualTo("a<U+202E>b<U+2066>c<U+200F>d\n");
        assertThat(shown("Grüße 日本 🦊\n")).isEqualTo("Grüße 日本 🦊\n");
    }

    @Test
    void bytesThatAreNoTextAreNoControlsEither() throws IOException {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        try (TerminalOutput output = new TerminalOutput(terminal)) {
            output.write(new byte[] {(byte) 0x9b, '2', 'J', (byte) 0xc0, (byte) 0x9b, (byte) 0xe3});
            output.write('\n');
        }
        assertThat(terminal.toString(UTF_8)).isEqualTo("\uFFFD2J\uFFFD\uFFFD\uFFFD\n");
    }

    @Test
    void whereItIsCutMakesNoDifference() throws IOException {
        String text =
                "a" + ESC + "[31mr" + ESC + "]0;t\u0007ü🦊\r\n" + ESC + "(Bx\u009b1mü\u202e\b\n";
        String whole = shown(text);
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            ByteArrayOutputStream terminal = new ByteArrayOutputStream();
            try (TerminalOutput output = new TerminalOutput(terminal)) {
                byte[] bytes = text.getBytes(UTF_8);
                int at = 0;
                while (at < bytes.length) {
                    int count = Math.min(bytes.length - at, 1 + random.nextInt(4));
                    output.write(bytes, at, count);
                    output.flush();
                    at += count;
                }
            }
            assertThat(terminal.toString(UTF_8)).as("seed " + seed).isEqualTo(whole);
        }
    }

    @Test
    void manyBytesAtOnceShowWhatTheyShowOneByOne() throws IOException {
        Random random = new Random(11);
        byte[] alphabet = "ab\n\r\t\u001b[1;31m]0;\u0007é🦊\u009b".getBytes(UTF_8);
        for (int round = 0; round < 300; round++) {
            byte[] text = new byte[200];
            for (int i = 0; i < text.length; i++) {
                text[i] = alphabet[random.nextInt(alphabet.length)];
            }
            ByteArrayOutputStream singly = new ByteArrayOutputStream();
            ByteArrayOutputStream together = new ByteArrayOutputStream();
            try (TerminalOutput one = new TerminalOutput(singly);
                    TerminalOutput many = new TerminalOutput(together)) {
                for (byte b : text) {
                    one.write(b);
                }
                many.write(text, 0, 77);
                many.write(text, 77, text.length - 77);
            }
            assertThat(together.toByteArray()).isEqualTo(singly.toByteArray());
        }
    }

    private static String shown(String text) throws IOException {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        try (TerminalOutput output = new TerminalOutput(terminal)) {
            output.write(text.getBytes(UTF_8));
        }
        return terminal.toString(UTF_8);
    }
}
