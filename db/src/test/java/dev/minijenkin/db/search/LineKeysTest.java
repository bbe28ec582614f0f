package dev.minijenkin.db.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The one pass of the index against the text that a search looks through: a key that it missed
/// would hide lines.
class LineKeysTest {
    private static final String[] BITS = {
        "a",
        "B",
        "foo",
        "Foo_1",
        " ",
        ".",
        "the",
        "\u001b[31m",
        "\u001b[",
        "\u001b",
        "\0",
        "É",
        "é",
        "ß",
        "İ",
        "ſ",
        "п",
        "Привет",
        "漢字",
        "😀",
        "-",
        "0",
        "42"
    };

    private final LineKeys lines = new LineKeys();
    private final BlockText text = new BlockText();
    private final Set<Integer> keys = new TreeSet<>();

    @Test
    void aWordOfThreeIsOneAtBothEndsOfALine() {
        take("the", false, true);

        assertThat(keys).containsExactly(word("the"));
    }

    @Test
    void aWordThatIsCutBetweenChunksIsOne() {
        take("x th", false, false);
        take("e", true, true);

        assertThat(keys).contains(word("the"));
    }

    @Test
    void whatDoesNotGoOnBeginsAnew() {
        take("x th", false, false);
        take("e", false, true);

        assertThat(keys).doesNotContain(word("the"));
    }

    @Test
    void noFourBytesReachOverTheEndOfALine() {
        take("ab", false, true);
        take("cd", false, true);

        assertThat(keys).isEmpty();
    }

    @Test
    void theyAreThoseOfTheTextThatASearchLooksThrough() {
        for (long seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            keys.clear();
            text.clear();
            add(lines.end());
            keys.clear();
            for (int piece = 0; piece < 6; piece++) {
                take(bytes(random), random.nextBoolean(), random.nextInt(3) > 0);
            }
            add(lines.end());
            text.finish();

            assertThat(keys).as("seed " + seed).isEqualTo(expected());
        }
    }

    private static byte[] bytes(Random random) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int length = random.nextInt(12);
        for (int i = 0; i < length; i++) {
            byte[] bit = BITS[random.nextInt(BITS.length)].getBytes(UTF_8);
            // Letters that are cut in two, and bytes of no text.
            int cut = random.nextInt(4) == 0 ? random.nextInt(bit.length + 1) : bit.length;
            bytes.write(bit, 0, cut);
            if (random.nextInt(8) == 0) {
                bytes.write(random.nextInt(256));
            }
        }
        return bytes.toString(java.nio.charset.StandardCharsets.ISO_8859_1)
                .replace("\n", "")
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private void take(String piece, boolean goesOn, boolean complete) {
        take(piece.getBytes(UTF_8), goesOn, complete);
    }

    private void take(byte[] piece, boolean goesOn, boolean complete) {
        add(lines.take(piece, 0, piece.length, goesOn, complete));
        text.add(0, 1, goesOn, piece, 0, piece.length, complete);
    }

    private void add(int many) {
        for (int i = 0; i < many; i++) {
            keys.add(lines.keys()[i]);
        }
    }

    /// Line by line and byte by byte.
    private Set<Integer> expected() {
        Set<Integer> expected = new TreeSet<>();
        byte[] folded = text.folded();
        for (int line = 0; line < text.lines(); line++) {
            int wordFrom = -1;
            for (int i = text.start(line); i <= text.end(line); i++) {
                if (i < text.end(line) && i >= text.start(line) + 3) {
                    expected.add(
                            Keys.ofFour(
                                    (folded[i - 3] & 0xFF) << 24
                                            | (folded[i - 2] & 0xFF) << 16
                                            | (folded[i - 1] & 0xFF) << 8
                                            | (folded[i] & 0xFF)));
                }
                boolean inWord =
                        i < text.end(line)
                                && (Fold.isOfWord(folded[i])
                                        || (wordFrom >= 0 && Fold.isContinuation(folded[i])));
                if (inWord && wordFrom < 0) {
                    wordFrom = i;
                } else if (!inWord && wordFrom >= 0) {
                    if (i - wordFrom == Keys.WORD) {
                        expected.add(Keys.ofWord(folded, wordFrom, i));
                    }
                    wordFrom = -1;
                }
            }
        }
        return expected;
    }

    private static int word(String word) {
        return Keys.ofWord(word.getBytes(UTF_8), 0, word.length());
    }
}
