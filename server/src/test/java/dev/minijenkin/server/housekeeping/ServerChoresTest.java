package dev.minijenkin.server.housekeeping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.claim.ClaimOutcome;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.claim.Claims;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.log.LogChunkCodec;
import dev.minijenkin.db.log.LogLine;
import dev.minijenkin.db.log.Logs;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.search.SearchFacets;
import dev.minijenkin.db.search.SearchQuery;
import dev.minijenkin.db.search.saved.SavedSearches;
import dev.minijenkin.engine.recovery.Activity;
import dev.minijenkin.engine.recovery.Chore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Whatever ended, the chores come to rest after it: nothing stays under way for ever.
class ServerChoresTest {
    private static final Duration LONG = Duration.ofHours(1);

    /// More than any test leaves to be done.
    private static final int LOOKS = 20;

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final UUID instance = UUID.randomUUID();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
    private final RunnerId oak = database.transaction(tx -> SampleData.runner(tx, "oak", instance));
    private final AtomicLong clock = new AtomicLong();
    private final Activity activity = new Activity(clock::get);

    @Test
    void choresRestOnceWhatEndedIsCountedAndItsLogsAreMeasured() {
        ClaimedJob job = begin("build");
        assertThat(rest()).as("while a job runs").isFalse();

        end(job, Conclusion.SUCCESS, "a log too small for a segment of its own");
        assertThat(rest()).isTrue();
        assertThat(test.rows().count("unindexed_logs")).as("is read by searches").isOne();

        end(begin("build"), Conclusion.FAILURE);
        assertThat(rest()).as("without a log").isTrue();

        Run cancelled = database.transaction(tx -> SampleData.queuedRun(tx, shop, "build"));
        database.runInTransaction(tx -> SampleData.finish(tx, cancelled, Conclusion.CANCELLED));
        assertThat(rest()).as("without a claim").isTrue();

        assertThat(
                        database.<Boolean>transaction(tx ->
                                SavedSearches.save(
                                        tx,
                                        "errors",
                                        SearchQuery.words("error"),
                                        SearchFacets.NONE)))
                .isTrue();
        end(begin("build"), Conclusion.SUCCESS, "error: nothing is right");
        assertThat(rest()).as("with a saved search that found something").isTrue();
        assertThat(test.rows().count("saved_search_matches")).isOne();
    }

    /// Until the index has all of which there is enough.
    @Test
    void choresGoOnAsLongAsThereIsEnoughForASegment() {
        int jobs = 600;
        test.rows()
                .execute(
                        """
                        insert into unindexed_logs (job_id, matched, bytes, chunks)
                        select j, true, 100, 1 from generate_series(1, %d) j
                        """
                                .formatted(jobs));
        assertThat(isQuiet()).isFalse();
        assertThat(rest()).isTrue();
        assertThat(test.rows().count("unindexed_logs")).isLessThan(jobs);
    }

    /// Whether the chores that rest do so after they have looked until nothing is left to be done.
    private boolean rest() {
        clock.addAndGet(LONG.toNanos());
        List<Chore> chores = ServerChores.all(activity);
        for (Chore chore : chores) {
            int looks = 0;
            while (!chore.work().perform(database)) {
                assertThat(++looks).as(chore.name()).isLessThan(LOOKS);
            }
        }
        return isQuiet();
    }

    private boolean isQuiet() {
        clock.addAndGet(LONG.toNanos());
        return activity.isQuiet(database);
    }

    private ClaimedJob begin(String key) {
        database.runInTransaction(tx -> SampleData.queuedRun(tx, shop, key));
        return database.transaction(tx -> SampleData.claim(tx, oak, instance));
    }

    private void end(ClaimedJob job, Conclusion conclusion, String... lines) {
        if (lines.length > 0) {
            database.run(tx -> Logs.append(tx, List.of(chunk(job, List.of(lines)))));
        }
        database.runInTransaction(tx -> {
            Claims.release(tx, job.claim(), ClaimOutcome.FINISHED);
            SampleData.finish(tx, Runs.find(tx, job.run()).orElseThrow(), conclusion);
        });
    }

    private static LogChunk chunk(ClaimedJob job, List<String> lines) {
        Instant at = Instant.parse("2026-11-24T10:00:00Z");
        List<LogLine> printed =
                lines.stream().map(line -> new LogLine(at, line.getBytes(UTF_8), true)).toList();
        return new LogChunk(
                job.claim(),
                job.job(),
                job.terms().logDay(),
                0,
                1,
                1,
                printed.size(),
                false,
                String.join("\n", lines).length() + 1,
                at,
                LogChunkCodec.encode(at, printed));
    }
}
