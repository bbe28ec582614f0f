package dev.minijenkin.console.log.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// Which line was the newest at a time.
class LogTimesTest {
    private final LogPageBuilder builder = new LogPageBuilder();
    private final LogDocument document = new LogDocument();

    @Test
    void theLastLineUntilThenIsFoundOverManyPages() {
        Random random = new Random(7);
        long[] times = new long[5_000];
        long at = 1_000_000;
        for (int line = 0; line < times.length; line++) {
            // Several lines of one time, and pauses.
            at += random.nextInt(4) == 0 ? random.nextInt(2_000) : 0;
            times[line] = at;
            builder.line(at, ("line " + line).getBytes(UTF_8), 0);
            if (builder.isFull() || random.nextInt(300) == 0) {
                document.append(builder.build());
                // As where a job has written nothing new.
                document.append(LogPage.EMPTY);
            }
        }
        document.append(builder.build());
        assertThat(document.size()).isEqualTo(times.length);
        for (int probe = 0; probe < 2_000; probe++) {
            long time = times[0] - 5 + random.nextLong(at - times[0] + 10);
            int expected = 0;
            for (int line = 0; line < times.length && times[line] <= time; line++) {
                expected = line;
            }
            assertThat(document.lineAt(time)).as("at %d", time).isEqualTo(expected);
        }
        assertThat(document.lineAt(0)).isZero();
        assertThat(document.lineAt(Long.MAX_VALUE)).isEqualTo(times.length - 1);
    }

    @Test
    void aDocumentWithoutALineHasNone() {
        assertThat(document.lineAt(5)).isEqualTo(-1);
        document.append(LogPage.EMPTY);
        assertThat(document.lineAt(5)).isEqualTo(-1);
    }
}
