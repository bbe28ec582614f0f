package dev.minijenkin.db.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class LogWindowTest {
    @AutoClose private final LogBench log = new LogBench();

    private LogWindow from(long from, int count) {
        return log.database.transaction(tx -> LogWindow.from(tx, log.part(), from, count, 100));
    }

    private static List<String> texts(LogWindow window) {
        return window.lines().stream()
                .map(one ->
                        one.number()
                                + ":"
                                + one.step()
                                + ":"
                                + new String(one.bytes(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void aWindowHasTheLinesThatAreAskedForWhereverChunksEnd() {
        log.print(0, "a", "b");
        log.print(1, "c", "d…");
        log.print(1, "D", "e", "f…");
        log.print(2, "", "g");
        log.print(2, "h…");
        LogWindow all = from(1, 100);
        assertThat(texts(all))
                .containsExactly(
                        "1:0:a", "2:0:b", "3:1:c", "4:1:dD", "5:1:e", "6:2:f", "7:2:g", "8:2:h");
        assertThat(all.total()).isEqualTo(8);
        assertThat(all.lastSeq()).isEqualTo(4);
        for (int first = 1; first <= 8; first++) {
            for (int count = 1; count <= 8; count++) {
                assertThat(texts(from(first, count)))
                        .as("%d lines from %d on", count, first)
                        .isEqualTo(texts(all).subList(first - 1, Math.min(8, first - 1 + count)));
                assertThat(from(first, count).total()).isEqualTo(8);
            }
        }
        LogWindow last = log.database.transaction(tx -> LogWindow.last(tx, log.part(), 3, 100));
        assertThat(texts(last)).containsExactly("6:2:f", "7:2:g", "8:2:h");
        assertThat(from(9, 5).lines()).isEmpty();
    }

    @Test
    void aLineIsCutWhereItIsLongerThanAskedFor() {
        log.print(1, "x".repeat(250), "y".repeat(80) + "…");
        log.print(1, "z".repeat(60));
        List<LogWindow.Line> lines = from(1, 10).lines();

        assertThat(lines).extracting(one -> one.bytes().length).containsExactly(100, 100);
        assertThat(lines).extracting(LogWindow.Line::more).containsExactly(150L, 40L);
    }

    @Test
    void aLogThatIsEmptyIsAWindowWithoutLines() {
        LogWindow none = from(1, 10);
        assertThat(none.lines()).isEmpty();
        assertThat(none.total()).isZero();
        assertThat(none.lastSeq()).isEqualTo(-1);
    }
}
