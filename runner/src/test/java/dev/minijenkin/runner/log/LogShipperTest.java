package dev.minijenkin.runner.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.DatabaseUnavailableException;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.log.AppendOutcome;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.log.LogChunkCodec;
import dev.minijenkin.db.log.LogLine;
import dev.minijenkin.testing.Rows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogShipperTest {
    private static final LogOwner OWNER =
            new LogOwner(new ClaimId(7), new JobId(3), LocalDate.of(2026, 1, 2));

    @TempDir Path folder;
    private final List<LogChunk> stored = new CopyOnWriteArrayList<>();
    private volatile boolean away;
    private volatile Set<ClaimId> dead = Set.of();
    private final LogShipper shipper = new LogShipper(this::store);

    @AfterEach
    void close() {
        shipper.close();
    }

    @Test
    void theFirstLineLeavesByItself() {
        log(OWNER).add("step", 1, bytes("hello"), true, SendUrgency.NOW);

        await().atMost(Rows.PATIENCE).untilAsserted(() -> assertThat(text()).isEqualTo("hello\n"));
    }

    @Test
    void linesOfTwoStepsLeaveInTheirOrder() throws InterruptedException {
        JobLog log = log(OWNER);
        for (int step = 0; step < 5; step++) {
            log.add("runner", step, bytes("heading " + step), true, SendUrgency.HEADING);
            log.add("step", step, bytes("line " + step), true, SendUrgency.NOW);
        }
        log.flush();

        assertThat(stored).extracting(LogChunk::stepNumber).startsWith(0).endsWith(4).isSorted();
        assertThat(text().lines())
                .startsWith("heading 0", "line 0")
                .endsWith("heading 4", "line 4");
    }

    @Test
    void whileTheDatabaseIsAwayNobodyWaitsAndNothingIsLost() throws Exception {
        away = true;
        JobLog log = log(OWNER);
        StringBuilder written = new StringBuilder();
        Random random = new Random(1);
        for (int i = 0; i < 60_000; i++) {
            String line = Long.toString(random.nextLong(), 36).repeat(5);
            log.add("step", 1, bytes(line), true, SendUrgency.LINE);
            written.append(line).append('\n');
        }
        assertThat(Files.size(folder.resolve("7"))).isPositive();
        assertThat(stored).isEmpty();
        away = false;
        log.flush();

        assertThat(text()).isEqualTo(written.toString());
        assertThat(stored).extracting(LogChunk::seq).isSorted().doesNotHaveDuplicates();
        assertThat(folder.resolve("7")).doesNotExist();
    }

    @Test
    void aLogWhoseClaimIsLostTakesNothingMore() throws Exception {
        JobLog log = new JobLog(OWNER, storage(OWNER), InstantSource.system(), shipper);
        List<String> told = new CopyOnWriteArrayList<>();
        shipper.ship(log, () -> told.add("lost"));
        dead = Set.of(OWNER.claim());
        log.add("step", 1, bytes("one"), true, SendUrgency.NOW);
        await().atMost(Rows.PATIENCE).until(() -> !told.isEmpty());
        dead = Set.of();
        log.add("step", 1, bytes("two"), true, SendUrgency.NOW);
        log.flush();

        assertThat(told).containsExactly("lost");
        assertThat(stored).isEmpty();
    }

    @Test
    void oneLostClaimDoesNotDisturbTheOthers() throws Exception {
        LogOwner other = new LogOwner(new ClaimId(8), new JobId(4), OWNER.day());
        dead = Set.of(OWNER.claim());
        log(OWNER).add("step", 1, bytes("mine"), true, SendUrgency.NOW);
        JobLog healthy = log(other);
        healthy.add("step", 1, bytes("yours"), true, SendUrgency.NOW);
        healthy.flush();

        assertThat(text()).isEqualTo("yours\n");
    }

    @Test
    void linesOfTwoSourcesDoNotMix() throws InterruptedException {
        JobLog log = log(OWNER);
        log.add("one", 1, bytes("open"), false, SendUrgency.LINE);
        log.add("two", 2, bytes("whole"), true, SendUrgency.LINE);
        log.add("one", 1, bytes("rest"), true, SendUrgency.LINE);
        log.flush();

        assertThat(text()).isEqualTo("open\nwhole\nrest\n");
        assertThat(log.lines()).isEqualTo(3);
    }

    @Test
    void whatIsHandedOverTheShipperLeavesAloneUntilItIsTakenBack() throws Exception {
        JobLog log = log(OWNER);
        log.add("step", 1, bytes("one"), true, SendUrgency.OPEN_LINE);

        List<LogChunk> handedOver = log.handOver(1 << 20).orElseThrow();

        assertThat(handedOver).hasSize(1);
        log.add("step", 1, bytes("two"), true, SendUrgency.NOW);
        Thread.sleep(150);
        assertThat(stored).isEmpty();

        log.takeBack();
        log.flush();
        assertThat(text()).isEqualTo("one\ntwo\n");
    }

    @Test
    void whatIsUnderWayIsNotHandedOver() throws Exception {
        JobLog log = log(OWNER);
        away = true;
        log.add("step", 1, bytes("one"), true, SendUrgency.NOW);
        Thread.sleep(100);
        CompletableFuture<List<LogChunk>> handedOver = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try {
                        handedOver.complete(log.handOver(1 << 20).orElseThrow());
                    } catch (InterruptedException e) {
                        handedOver.completeExceptionally(e);
                    }
                });
        Thread.sleep(100);
        assertThat(handedOver).isNotDone();

        away = false;

        assertThat(handedOver.get()).isEmpty();
        assertThat(text()).isEqualTo("one\n");
    }

    @Test
    void whatIsMuchIsNotHandedOver() throws Exception {
        JobLog log = log(OWNER);
        log.add("step", 1, bytes("one"), true, SendUrgency.OPEN_LINE);

        assertThat(log.handOver(1)).isEmpty();

        log.flush();
        assertThat(text()).isEqualTo("one\n");
    }

    private JobLog log(LogOwner owner) {
        JobLog log = new JobLog(owner, storage(owner), InstantSource.system(), shipper);
        shipper.ship(log, () -> {});
        return log;
    }

    private LogStorage storage(LogOwner owner) {
        return new LogStorage(1L << 40, folder.resolve(Long.toString(owner.claim().value())));
    }

    private AppendOutcome store(List<LogChunk> chunks) {
        if (away) {
            throw new DatabaseUnavailableException("away", new IOException("away"));
        }
        chunks.stream().filter(chunk -> !dead.contains(chunk.claim())).forEach(stored::add);
        return new AppendOutcome(
                chunks.stream()
                        .map(LogChunk::claim)
                        .filter(claim -> !dead.contains(claim))
                        .collect(Collectors.toSet()));
    }

    private String text() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (LogChunk chunk : stored) {
            for (LogLine line : LogChunkCodec.decode(chunk.firstAt(), chunk.body())) {
                bytes.writeBytes(line.bytes());
                if (line.complete()) {
                    bytes.write('\n');
                }
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
