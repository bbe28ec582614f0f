package dev.minijenkin.db.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogChunkCodecTest {
    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
    private final Random random = new Random(3);

    @Test
    void linesComeBackAsTheyWere() {
        for (int lines : new int[] {1, 2, 500, 8192}) {
            List<LogLine> written = lines(lines);
            assertSame(LogChunkCodec.decode(START, LogChunkCodec.encode(START, written)), written);
        }
    }

    @Test
    void whatIsMuchLongerInflatedComesBackWhole() {
        List<LogLine> written = List.of(new LogLine(START, new byte[3_000_000], false));
        assertSame(LogChunkCodec.decode(START, LogChunkCodec.encode(START, written)), written);
    }

    @Test
    void aLineIsShownWhereItLies() {
        byte[] body = LogChunkCodec.encode(START, lines(100));
        List<LogLine> seen = new ArrayList<>();
        LogChunkCodec.read(
                START,
                body,
                (at, raw, from, length, complete) ->
                        seen.add(
                                new LogLine(
                                        Instant.ofEpochMilli(at),
                                        Arrays.copyOfRange(raw, from, from + length),
                                        complete)));
        assertSame(seen, LogChunkCodec.decode(START, body));
    }

    @Test
    void bytesThatAreNoChunkAreRefused() {
        byte[] body = LogChunkCodec.encode(START, lines(500));
        for (int length = 0; length < body.length; length += 7) {
            byte[] cut = Arrays.copyOf(body, length);
            assertThatIllegalArgumentException().isThrownBy(() -> LogChunkCodec.decode(START, cut));
        }
        byte[] damaged = body.clone();
        damaged[0] ^= 0x55;
        assertThatIllegalArgumentException().isThrownBy(() -> LogChunkCodec.decode(START, damaged));
    }

    private List<LogLine> lines(int count) {
        List<LogLine> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            lines.add(new LogLine(START.plusMillis(i * 300L), bytes, i < count - 1));
        }
        return lines;
    }

    private static void assertSame(List<LogLine> got, List<LogLine> wanted) {
        assertThat(got).hasSameSizeAs(wanted);
        for (int i = 0; i < got.size(); i++) {
            assertThat(got.get(i).at()).isEqualTo(wanted.get(i).at());
            assertThat(got.get(i).complete()).isEqualTo(wanted.get(i).complete());
            assertThat(Arrays.equals(got.get(i).bytes(), wanted.get(i).bytes())).isTrue();
        }
    }
}
