package dev.minijenkin.db.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.OpenTransaction;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.claim.ClaimOutcome;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.claim.Claims;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class LogCursorTest {
    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final UUID instance = UUID.randomUUID();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
    private final RunnerId runner =
            database.transaction(tx -> SampleData.runner(tx, "oak", instance));
    private final ClaimedJob first =
            database.transaction(tx -> {
                SampleData.queuedRun(tx, shop, "build");
                return SampleData.claim(tx, runner, instance);
            });
    private final LogCursor cursor = new LogCursor(first.job());

    @Test
    void whereNothingIsWrittenNothingComes() {
        assertThat(next(10)).isEmpty();
        append(first, 0);
        assertThat(next(10)).extracting(LogChunk::seq).containsExactly(0);
        assertThat(next(10)).isEmpty();
    }

    @Test
    void theCursorGoesOnWhereItWas() {
        append(first, 0, 1, 2);

        assertThat(next(2)).extracting(LogChunk::seq).containsExactly(0, 1);
        assertThat(next(2)).extracting(LogChunk::seq).containsExactly(2);
        append(first, 3);
        assertThat(next(2)).extracting(LogChunk::seq).containsExactly(3);
    }

    @Test
    void whatTheNextClaimWroteComesBehindWhatTheFirstDid() {
        append(first, 0, 1);
        ClaimedJob second = database.transaction(this::takeAgain);
        append(second, 0);

        assertThat(next(10)).extracting(LogChunk::claim).containsOnly(first.claim()).hasSize(2);
        assertThat(next(10)).extracting(LogChunk::claim).containsExactly(second.claim());
        assertThat(next(10)).isEmpty();
    }

    @Test
    void aClaimThatWroteNothingIsPassedOver() {
        ClaimedJob second = database.transaction(this::takeAgain);
        append(second, 0);

        assertThat(next(10)).extracting(LogChunk::claim).containsExactly(second.claim());
    }

    @Test
    void whatIsSkippedIsCountedAndTheNewestStays() {
        append(first, 0, 1, 2, 3, 4, 5);
        next(2);

        assertThat(skip(3)).isEqualTo(new LogCursor.Skipped(1, false));
        assertThat(next(10)).extracting(LogChunk::seq).containsExactly(3, 4, 5);
    }

    @Test
    void ofALineThatWasCutTheRestFollows() {
        append(first, 0);
        next(1);
        append(first, 1, 2);
        LogLine rest = new LogLine(START, new byte[] {'b'}, true);
        database.statement(tx ->
                Logs.append(
                        tx,
                        List.of(
                                new LogChunk(
                                        first.claim(),
                                        first.job(),
                                        first.terms().logDay(),
                                        3,
                                        1,
                                        3,
                                        0,
                                        true,
                                        1,
                                        START,
                                        LogChunkCodec.encode(START, List.of(rest))))));

        assertThat(skip(1)).isEqualTo(new LogCursor.Skipped(2, true));
        assertThat(next(10)).extracting(LogChunk::seq).containsExactly(3);
    }

    @Test
    void whereNoMoreIsThereThanStaysNothingIsSkipped() {
        assertThat(skip(1)).isEqualTo(LogCursor.Skipped.NOTHING);
        append(first, 0, 1, 2);
        next(1);
        assertThat(skip(3)).isEqualTo(LogCursor.Skipped.NOTHING);
        assertThat(skip(2)).isEqualTo(LogCursor.Skipped.NOTHING);
        assertThat(next(10)).extracting(LogChunk::seq).containsExactly(1, 2);
        assertThat(skip(1)).isEqualTo(LogCursor.Skipped.NOTHING);
    }

    /// The lock on `claims` holds the reader up between its look at the chunks, of which there are
    /// no more, and its look at the claims.
    @Test
    void theLastWordsOfAClaimAreNotLostToOneThatFollowsAtOnce() {
        append(first, 0);
        next(10);
        CompletableFuture<List<LogChunk>> chunks;
        ClaimedJob second;
        try (var open =
                OpenTransaction.begin(
                        database,
                        tx -> {
                            tx.sql().execute("lock table claims in access exclusive mode");
                            Logs.append(tx, List.of(chunk(first, 1)));
                            ClaimedJob again = takeAgain(tx);
                            Logs.append(tx, List.of(chunk(again, 0)));
                            return again;
                        })) {
            chunks = OpenTransaction.heldUp(database, tx -> cursor.next(tx, 10));
            second = open.value();
        }

        assertThat(chunks.join()).extracting(LogChunk::claim).containsExactly(first.claim());
        assertThat(next(10)).extracting(LogChunk::claim).containsExactly(second.claim());
    }

    private LogCursor.Skipped skip(int kept) {
        return database.statement(tx -> cursor.skip(tx, kept));
    }

    private List<LogChunk> next(int limit) {
        return database.statement(tx -> cursor.next(tx, limit));
    }

    /// The runner loses the job and takes it again.
    private ClaimedJob takeAgain(Tx tx) {
        Claims.release(tx, first.claim(), ClaimOutcome.RUNNER_LOST);
        Claims.requeue(tx, first.claim());
        return SampleData.claim(tx, runner, instance);
    }

    private void append(ClaimedJob job, int... seqs) {
        for (int seq : seqs) {
            database.statement(tx -> Logs.append(tx, List.of(chunk(job, seq))));
        }
    }

    private static LogChunk chunk(ClaimedJob job, int seq) {
        LogLine line = new LogLine(START, new byte[] {'a'}, true);
        return new LogChunk(
                job.claim(),
                job.job(),
                job.terms().logDay(),
                seq,
                1,
                seq + 1,
                1,
                false,
                1,
                START,
                LogChunkCodec.encode(START, List.of(line)));
    }
}
