package dev.minijenkin.db.search.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.log.LogChunkCodec;
import dev.minijenkin.db.log.LogLine;
import dev.minijenkin.db.log.UnpackedChunk;
import dev.minijenkin.db.search.text.BlockText;
import dev.minijenkin.db.search.text.Fold;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The pass of the index over whole chunks against the text that a search looks through: a key that
/// it missed would hide lines.
class ChunkKeysTest {
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

    private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");

    private BlockKeys block = new BlockKeys();
    private ChunkKeys lines = new ChunkKeys(block);
    private final UnpackedChunk chunk = new UnpackedChunk();
    private final BlockText text = new BlockText();

    @Test
    void aWordOfThreeIsOneAtBothEndsOfALine() {
        take("the", false, true);

        assertThat(keys()).containsExactly(word("the"));
    }

    @Test
    void aWordThatIsCutBetweenChunksIsOne() {
        take("x th", false, false);
        take("e", true, true);

        assertThat(keys()).contains(word("the"));
    }

    @Test
    void whatDoesNotGoOnBeginsAnew() {
        take("x th", false, false);
        take("e", false, true);

        assertThat(keys()).doesNotContain(word("the"));
    }

    @Test
    void noFourBytesReachOverTheEndOfALine() {
        take("ab", false, true);
        take("cd", false, true);

        assertThat(keys()).isEmpty();
    }

    @Test
    void theyAreThoseOfTheTextThatASearchLooksThrough() {
        for (long seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            begin();
            for (int piece = 0; piece < 6; piece++) {
                take(
                        random.nextBoolean(),
                        List.of(new LogLine(AT, bytes(random), random.nextInt(3) > 0)));
            }

            assertSameKeys(seed);
        }
    }

    /// Long chunks, in which lines begin at each place of eight and of sixty-four bytes.
    @Test
    void whereverALineBeginsItsKeysAreFound() {
        for (long seed = 0; seed < 1_500; seed++) {
            Random random = new Random(seed);
            begin();
            for (int piece = 0; piece < 3; piece++) {
                take(random.nextBoolean(), many(random));
            }

            assertSameKeys(seed);
        }
    }

    private void begin() {
        block = new BlockKeys();
        lines = new ChunkKeys(block);
        text.clear();
    }

    private void assertSameKeys(long seed) {
        lines.finish();
        text.finish();
        assertThat(keys()).as("seed " + seed).isEqualTo(expected());
    }

    /// Lines that are made of pieces of those before, from one letter up to several lines.
    private static List<LogLine> many(Random random) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        List<LogLine> made = new ArrayList<>();
        int count = 1 + random.nextInt(40);
        for (int i = 0; i < count; i++) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int part = random.nextInt(4); part >= 0; part--) {
                byte[] before = all.toByteArray();
                if (before.length > 8 && random.nextInt(4) > 0) {
                    int from = random.nextInt(before.length);
                    int length = Math.min(random.nextInt(60), before.length - from);
                    line.write(before, from, length);
                } else {
                    line.writeBytes(bytes(random));
                }
            }
            if (random.nextInt(6) == 0) {
                line.writeBytes("=-".repeat(random.nextInt(30)).getBytes(UTF_8));
            }
            made.add(new LogLine(AT, line.toByteArray(), true));
            all.writeBytes(line.toByteArray());
        }
        LogLine last = made.removeLast();
        made.add(new LogLine(AT, last.bytes(), random.nextBoolean()));
        return made;
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
        take(goesOn, List.of(new LogLine(AT, piece, complete)));
    }

    private void take(boolean goesOn, List<LogLine> written) {
        chunk.unpack(AT.toEpochMilli(), LogChunkCodec.encode(AT, written));
        lines.take(chunk, goesOn);
        boolean open = goesOn;
        for (LogLine line : written) {
            byte[] piece = line.bytes();
            text.add(0, 1, open, piece, 0, piece.length, line.complete());
            open = false;
        }
    }

    private Set<Integer> keys() {
        return Arrays.stream(block.pairs(), 0, block.count())
                .map(pair -> pair >>> BlockKeys.BLOCK_BITS)
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
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
