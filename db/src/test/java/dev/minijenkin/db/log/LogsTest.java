package dev.minijenkin.db.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.OpenTransaction;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.claim.ClaimFloor;
import dev.minijenkin.db.claim.ClaimOutcome;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.claim.Claims;
import dev.minijenkin.db.notify.Hint;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.queue.LabelSets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class LogsTest {
    private static final Instant START = Instant.parse("2026-11-24T10:00:00.500Z");

    @AutoClose private final TestDatabase test = TestDatabase.create();
    private final Set<Hint> hints = ConcurrentHashMap.newKeySet();
    @AutoClose private final Database database = test.open(hints::addAll);
    private final ClaimedJob job = claim();

    @Test
    void keepsAnyBytesAndTheTimesOfLines() {
        LogLine nul = new LogLine(START, new byte[] {0, 1, (byte) 0xFF}, true);
        LogLine open = new LogLine(START.plusMillis(1234), bytes("half a l"), false);

        append(chunk(0, List.of(nul, open)));

        LogChunk stored = read(-1).getFirst();
        List<LogLine> lines = LogChunkCodec.decode(stored.firstAt(), stored.body());
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst().bytes()).isEqualTo(nul.bytes());
        assertThat(lines.getFirst().at()).isEqualTo(nul.at());
        assertThat(lines.getLast().at()).isEqualTo(open.at());
        assertThat(lines.getLast().complete()).isFalse();
    }

    @Test
    void storesARepeatedAppendOnce() {
        LogChunk chunk = chunk(0, List.of(line("one")));
        append(chunk);
        assertThat(append(chunk).live()).containsExactly(job.claim());
        append(chunk(1, List.of(line("two"))));

        assertThat(read(-1)).extracting(LogChunk::seq).containsExactly(0, 1);
        assertThat(read(0)).extracting(LogChunk::seq).containsExactly(1);
    }

    @Test
    void refusesTheLinesOfAReleasedClaim() {
        append(chunk(0, List.of(line("before"))));
        database.statement(tx -> Claims.release(tx, job.claim(), ClaimOutcome.RUNNER_LOST));

        assertThat(append(chunk(1, List.of(line("after")))).live()).isEmpty();
        assertThat(read(-1)).hasSize(1);
    }

    @Test
    void hintsOnlyWhereSomebodyWatches() {
        Hint hint = new Hint(Topic.LOG, job.run().value());
        append(chunk(0, List.of(line("unwatched"))));
        assertThat(hints).doesNotContain(hint);

        UUID watcher = UUID.randomUUID();
        watch(watcher, Duration.ofMinutes(1));
        append(chunk(1, List.of(line("watched"))));
        assertThat(hints).contains(hint);

        hints.clear();
        watch(watcher, Duration.ofSeconds(-1));
        append(chunk(2, List.of(line("no longer watched"))));
        assertThat(hints).doesNotContain(hint);
    }

    @Test
    void whoLooksAwayIsHintedNoMore() {
        Hint hint = new Hint(Topic.LOG, job.run().value());
        UUID away = UUID.randomUUID();
        UUID stays = UUID.randomUUID();
        watch(away, Duration.ofMinutes(1));
        watch(stays, Duration.ofMinutes(1));
        unwatch(away);
        append(chunk(0, List.of(line("watched by the other"))));
        assertThat(hints).contains(hint);

        hints.clear();
        unwatch(stays);
        append(chunk(1, List.of(line("unwatched"))));
        assertThat(hints).doesNotContain(hint);
    }

    @Test
    void nobodyWatchesForLongerThanFiveMinutes() {
        UUID watcher = UUID.randomUUID();
        watch(watcher, Duration.ofDays(30));
        assertThat(
                        watchers(
                                "id = '"
                                        + watcher
                                        + "' and expires_at <= now() + interval '5 minutes'"))
                .isEqualTo(1);
    }

    @Test
    void aRunThatIsNotThereIsWatchedByNobody() {
        boolean watches =
                database.transaction(tx ->
                        Logs.watch(
                                tx, new RunId(999_999), UUID.randomUUID(), Duration.ofMinutes(1)));
        assertThat(watches).isFalse();
    }

    @Test
    void watchersAreForgottenOnceTheirTimeIsOver() {
        watch(UUID.randomUUID(), Duration.ofMinutes(1));
        watch(UUID.randomUUID(), Duration.ofMinutes(-1));
        database.runInTransaction(Logs::forgetOldWatchers);

        assertThat(watchers("true")).isEqualTo(1);
        assertThat(watchers("expires_at > now()")).isEqualTo(1);
    }

    @Test
    void aWatcherWhoHoldsHisRowKeepsNoOtherFromBeingForgotten() {
        UUID held = UUID.randomUUID();
        watch(held, Duration.ofMinutes(-1));
        watch(UUID.randomUUID(), Duration.ofMinutes(-1));
        try (OpenTransaction<Boolean> _ =
                OpenTransaction.begin(
                        database, tx -> Logs.watch(tx, job.run(), held, Duration.ofMinutes(-1)))) {
            database.runInTransaction(Logs::forgetOldWatchers);
            assertThat(watchers("true")).isEqualTo(1);
        }
        database.runInTransaction(Logs::forgetOldWatchers);
        assertThat(watchers("true")).isZero();
    }

    private int watchers(String condition) {
        return Integer.parseInt(
                test.rows().text("select count(*) from log_watchers where " + condition));
    }

    @Test
    void aDamagedChunkIsRefusedWithASentence() {
        byte[] body = LogChunkCodec.encode(START, List.of(line("text")));
        body[body.length / 2] ^= 0x55;
        assertThatThrownBy(() -> LogChunkCodec.decode(START, body))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LogChunkCodec.decode(START, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private ClaimedJob claim() {
        UUID instance = UUID.randomUUID();
        RunnerId runner = database.transaction(tx -> SampleData.runner(tx, "oak", instance));
        database.transaction(
                tx -> SampleData.queuedRun(tx, SampleData.repository(tx, "shop"), "build"));
        return database.transaction(tx ->
                Claims.take(
                                tx,
                                runner,
                                instance,
                                LabelSets.servedBy(tx, List.of("linux")),
                                new ClaimFloor(System::nanoTime),
                                1)
                        .getFirst());
    }

    private void watch(UUID watcher, Duration howLong) {
        database.transaction(tx -> {
            Logs.watch(tx, job.run(), watcher, howLong);
            return true;
        });
    }

    private void unwatch(UUID watcher) {
        database.transaction(tx -> {
            Logs.unwatch(tx, job.run(), watcher);
            return true;
        });
    }

    private AppendOutcome append(LogChunk... chunks) {
        return database.statement(tx -> Logs.append(tx, List.of(chunks)));
    }

    private List<LogChunk> read(int afterSeq) {
        return database.statement(
                tx -> Logs.read(tx, Logs.parts(tx, job.job()).getFirst(), afterSeq, 100));
    }

    private LogChunk chunk(int seq, List<LogLine> lines) {
        return new LogChunk(
                job.claim(),
                job.job(),
                job.terms().logDay(),
                seq,
                1,
                seq + 1,
                lines.size(),
                false,
                10,
                START,
                LogChunkCodec.encode(START, lines));
    }

    private static LogLine line(String text) {
        return new LogLine(START, bytes(text), true);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
