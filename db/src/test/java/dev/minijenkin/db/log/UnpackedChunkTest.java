package dev.minijenkin.db.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/// What `java.util.zip` packs is unpacked here, and what it would refuse is refused.
class UnpackedChunkTest {
    private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");
    private static final List<String> WORDS =
            List.of("compile", "[INFO] ", "src/main/java/", "=", "0123", "\u001b[32m", "漢字", " ");

    private final UnpackedChunk chunk = new UnpackedChunk();

    @Test
    void linesAreThoseThatWerePacked() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<LogLine> written =
                    lines(random, random.nextInt(random.nextInt(10) == 0 ? 900 : 40));
            byte[] body = LogChunkCodec.encode(AT, written);

            chunk.unpack(AT.toEpochMilli(), body);

            assertThat(chunk.lines()).isEqualTo(written.size());
            int from = chunk.from();
            for (int line = 0; line < chunk.lines(); line++) {
                LogLine expected = written.get(line);
                int end = from + chunk.length(line);
                assertThat(Arrays.copyOfRange(chunk.raw(), from, end))
                        .as("seed %d, line %d", seed, line)
                        .isEqualTo(expected.bytes());
                assertThat(chunk.complete(line)).isEqualTo(expected.complete());
                assertThat(chunk.at(line)).isEqualTo(expected.at().toEpochMilli());
                from = end;
            }
            assertThat(chunk.end()).isEqualTo(from);
        }
    }

    /// Stored, of fixed and of own codes, in several parts, with long codes and long distances.
    @Test
    void whateverADeflaterWritesIsRead() {
        Unpacking unpacking = new Unpacking();
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            byte[] plain = bytes(random, random.nextInt(seed % 20 == 0 ? 400_000 : 3_000));
            for (int level : new int[] {0, 1, 6, 9}) {
                for (int strategy :
                        new int[] {
                            Deflater.DEFAULT_STRATEGY, Deflater.FILTERED, Deflater.HUFFMAN_ONLY
                        }) {
                    unpacking.unpack(deflated(plain, level, strategy));

                    assertThat(Arrays.copyOf(unpacking.out(), unpacking.length()))
                            .as("seed %d, level %d, strategy %d", seed, level, strategy)
                            .isEqualTo(plain);
                }
            }
        }
    }

    @Test
    void whatIsCutOffIsNoChunk() {
        byte[] body = LogChunkCodec.encode(AT, lines(new Random(3), 200));
        for (int length = 0; length < body.length; length++) {
            byte[] cut = Arrays.copyOf(body, length);
            assertThatIllegalArgumentException()
                    .as("%d of %d bytes", length, body.length)
                    .isThrownBy(() -> chunk.unpack(0, cut));
        }
    }

    /// Some bits mean nothing, such as those that fill the last byte.
    @Test
    void whatIsDamagedIsRefusedOrReadAsItWas() {
        byte[] body = LogChunkCodec.encode(AT, lines(new Random(4), 60));
        List<String> whole = read(body);
        Random random = new Random(5);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = body.clone();
            damaged[2 + random.nextInt(body.length - 2)] ^= (byte) (1 << random.nextInt(8));
            try {
                assertThat(read(damaged)).isEqualTo(whole);
            } catch (IllegalArgumentException _) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(19_500);
    }

    private static List<String> read(byte[] body) {
        return LogChunkCodec.decode(AT, body).stream()
                .map(line ->
                        line.at()
                                + " "
                                + line.complete()
                                + " "
                                + new String(line.bytes(), ISO_8859_1))
                .toList();
    }

    private static List<LogLine> lines(Random random, int count) {
        List<LogLine> lines = new ArrayList<>();
        Instant at = AT;
        for (int i = 0; i < count; i++) {
            byte[] line = bytes(random, random.nextInt(120));
            boolean complete = i < count - 1 || random.nextBoolean();
            at = at.plusMillis(random.nextInt(900));
            lines.add(new LogLine(at, line, complete));
        }
        return lines;
    }

    /// Words that come again, and now and then bytes that do not.
    private static byte[] bytes(Random random, int length) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (bytes.size() < length) {
            if (random.nextInt(5) == 0) {
                byte[] any = new byte[random.nextInt(20)];
                random.nextBytes(any);
                bytes.writeBytes(any);
            } else {
                bytes.writeBytes(WORDS.get(random.nextInt(WORDS.size())).getBytes(UTF_8));
            }
        }
        return Arrays.copyOf(bytes.toByteArray(), length);
    }

    private static byte[] deflated(byte[] plain, int level, int strategy) {
        try (Deflater deflater = new Deflater(level)) {
            deflater.setStrategy(strategy);
            deflater.setInput(plain);
            deflater.finish();
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            byte[] part = new byte[4_096];
            while (!deflater.finished()) {
                packed.write(part, 0, deflater.deflate(part));
            }
            return packed.toByteArray();
        }
    }
}
