package dev.minijenkin.console;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.claim.ClaimFloor;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.claim.Claims;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.log.LogChunkCodec;
import dev.minijenkin.db.log.LogLine;
import dev.minijenkin.db.log.Logs;
import dev.minijenkin.db.queue.LabelSets;
import dev.minijenkin.db.run.step.StepReport;
import dev.minijenkin.db.run.step.Steps;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A job that a runner holds and writes the log of, by the statements of the runner.
final class LiveLog {
    private final Database database;
    private final ClaimedJob job;
    private int seq;
    private int lines;

    private LiveLog(Database database, ClaimedJob job) {
        this.database = database;
        this.job = job;
    }

    static LiveLog claim(Database database, RepositoryId repository) {
        return claim(database, repository, "build").getFirst();
    }

    /// All jobs of one run, in their order.
    static List<LiveLog> claim(Database database, RepositoryId repository, String... keys) {
        UUID instance = UUID.randomUUID();
        RunnerId runner =
                database.transaction(tx -> SampleData.runner(tx, "oak-" + instance, instance));
        database.transaction(tx -> SampleData.queuedRun(tx, repository, keys));
        List<ClaimedJob> jobs =
                database.transaction(tx ->
                        Claims.take(
                                tx,
                                runner,
                                instance,
                                LabelSets.servedBy(tx, List.of("linux")),
                                new ClaimFloor(System::nanoTime),
                                keys.length));
        for (ClaimedJob job : jobs) {
            database.transaction(tx ->
                    Steps.write(
                            tx,
                            Map.of(
                                    job.claim(),
                                    List.of(
                                            StepReport.pending(1, "", "Build"),
                                            StepReport.pending(2, "", "Test")))));
        }
        return jobs.stream().map(job -> new LiveLog(database, job)).toList();
    }

    ClaimedJob job() {
        return job;
    }

    void step(int number, String name) {
        StepReport begun = StepReport.pending(number, "", name).started(lines + 1, Instant.now());
        database.statement(tx -> Steps.write(tx, Map.of(job.claim(), List.of(begun))));
    }

    void write(String... texts) {
        Instant at = Instant.now();
        List<LogLine> chunk = new ArrayList<>();
        int raw = 0;
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            raw += bytes.length + 1;
            chunk.add(new LogLine(at.plusMillis(chunk.size()), bytes, true));
        }
        LogChunk stored =
                new LogChunk(
                        job.claim(),
                        job.job(),
                        job.terms().logDay(),
                        seq++,
                        1,
                        lines + 1,
                        chunk.size(),
                        false,
                        raw,
                        at,
                        LogChunkCodec.encode(at, chunk));
        lines += chunk.size();
        database.statement(tx -> Logs.append(tx, List.of(stored)));
    }

    void writeMany(String word, int count) {
        String[] texts = new String[count];
        for (int i = 0; i < count; i++) {
            texts[i] = word + " " + (lines + i + 1);
        }
        write(texts);
    }
}
