package dev.minijenkin.db.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.claim.ClaimOutcome;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.claim.Claims;
import dev.minijenkin.db.run.Runs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;

/// A job that prints, chunk by chunk, by the statements of the product.
@NullMarked
final class LogBench implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    private final TestDatabase test = TestDatabase.create();
    final Database database = test.open();
    private final UUID instance = UUID.randomUUID();
    private final RunnerId runner;
    private ClaimedJob claimed;
    private int seq;
    private long line = 1;
    private boolean open;

    LogBench() {
        RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
        database.runInTransaction(tx -> SampleData.queuedRun(tx, shop, "build"));
        runner = database.transaction(tx -> SampleData.runner(tx, "oak", instance));
        claimed = database.transaction(tx -> SampleData.claim(tx, runner, instance));
    }

    JobId job() {
        return claimed.job();
    }

    /// What its last claim printed.
    LogPart part() {
        return database.statement(tx -> Logs.parts(tx, job())).getLast();
    }

    /// Prints a chunk.
    ///
    /// @param lines of which the last goes on where it ends in `…`
    void print(int step, String... lines) {
        List<LogLine> pieces = new ArrayList<>();
        int bytes = 0;
        for (String text : lines) {
            boolean complete = !text.endsWith("…");
            byte[] raw = text.replace("…", "").getBytes(UTF_8);
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
        database.statement(tx -> Logs.append(tx, List.of(chunk)));
        line += pieces.stream().filter(LogLine::complete).count();
        open = !pieces.getLast().complete();
    }

    /// Its runner is lost, and the next claim begins again.
    void claimAgain() {
        database.runInTransaction(tx -> {
            Runs.lock(tx, claimed.run());
            Claims.release(tx, claimed.claim(), ClaimOutcome.RUNNER_LOST);
            Claims.requeue(tx, claimed.claim());
        });
        claimed = database.transaction(tx -> SampleData.claim(tx, runner, instance));
        seq = 0;
        line = 1;
        open = false;
    }

    @Override
    public void close() {
        database.close();
        test.close();
    }
}
