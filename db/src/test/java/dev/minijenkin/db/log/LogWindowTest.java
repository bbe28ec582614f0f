package dev.minijenkin.db.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.claim.ClaimedJob;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class LogWindowTest {
    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database owner = test.open();
    private final UUID instance = UUID.randomUUID();
    private final ClaimedJob claimed = claim();
    private int seq;
    private long line = 1;
    private boolean open;

    private ClaimedJob claim() {
        RepositoryId shop = owner.transaction(tx -> SampleData.repository(tx, "shop"));
        owner.transaction(tx -> SampleData.queuedRun(tx, shop, "build"));
        RunnerId runner = owner.transaction(tx -> SampleData.runner(tx, "oak", instance));
        return owner.transaction(tx -> SampleData.claim(tx, runner, instance));
    }

    private LogPart part() {
        return owner.statement(tx -> Logs.parts(tx, claimed.job())).getLast();
    }

    /// @param lines of which the last goes on where it ends in `…`
    private void print(int step, String... lines) {
        List<LogLine> pieces = new ArrayList<>();
        int bytes = 0;
        for (String text : lines) {
            boolean complete = !text.endsWith("…");
            byte[] raw = text.replace("…", "").getBytes(StandardCharsets.UTF_8);
            pieces.add(new LogLine(START, raw, complete));
            bytes += raw.length + (complete ? 1 : 0);
        }
        LogChunk chunk =
                new LogChunk(
                        claimed.claim(),
                        claimed.job(),
                        part().day(),
                        seq++,
                        step,
                        line,
                        pieces.size() - (open ? 1 : 0),
                        open,
                        bytes,
                        START,
                        LogChunkCodec.encode(START, pieces));
        owner.statement(tx -> Logs.append(tx, List.of(chunk)));
        line += pieces.stream().filter(LogLine::complete).count();
        open = !pieces.getLast().complete();
    }

    private LogWindow from(long from, int count) {
        return owner.transaction(tx -> LogWindow.from(tx, part(), from, count, 100));
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
        print(0, "a", "b");
        print(1, "c", "d…");
        print(1, "D", "e", "f…");
        print(2, "", "g");
        print(2, "h…");
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
        LogWindow last = owner.transaction(tx -> LogWindow.last(tx, part(), 3, 100));
        assertThat(texts(last)).containsExactly("6:2:f", "7:2:g", "8:2:h");
        assertThat(from(9, 5).lines()).isEmpty();
    }

    @Test
    void aLineIsCutWhereItIsLongerThanAskedFor() {
        print(1, "x".repeat(250), "y".repeat(80) + "…");
        print(1, "z".repeat(60));
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
