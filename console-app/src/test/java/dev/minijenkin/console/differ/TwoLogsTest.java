package dev.minijenkin.console.differ;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.differ.align.ComparedLog;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TwoLogsTest {
    private static final int LINES = 100_000;
    private static final Instant START = Instant.parse("2026-11-23T14:30:00Z");

    private static ComparedLog log(boolean green) {
        ComparedLog log = new ComparedLog();
        for (int line = 0; line < LINES; line++) {
            String text =
                    line == 70_000 && !green
                            ? "test number 70000 FAILED"
                            : "test number " + line + " passed in " + (green ? 3 : 4) + " ms";
            log.add(START.plusMillis(line), text.getBytes(StandardCharsets.UTF_8));
        }
        return log;
    }

    @Test
    void longLogsThatDifferInOneLineShowThatLine() {
        TwoLogs logs = TwoLogs.of(log(true), log(false), () -> false);

        assertThat(logs.alignment().size()).isEqualTo(LINES);
        assertThat(logs.different()).isEqualTo(1);
        assertThat(logs.firstFailure()).isEqualTo(70_000);
        assertThat(logs.rows(Set.of(), false)).hasSize(9);
    }

    @Test
    void everyLineOfALongLogIsKept() {
        ComparedLog log = log(true);

        for (int line : List.of(0, 1, 4_095, 65_000, LINES - 1, 12, LINES / 2)) {
            assertThat(log.line(line)).isEqualTo("test number " + line + " passed in 3 ms");
        }
    }
}
