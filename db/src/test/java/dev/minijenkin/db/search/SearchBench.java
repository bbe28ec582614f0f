package dev.minijenkin.db.search;

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
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.db.search.index.SearchIndex;
import dev.minijenkin.db.search.saved.SavedSearchMatching;
import dev.minijenkin.db.stats.RollUps;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;

/// Jobs that print, and searches for what they printed.
@NullMarked
public final class SearchBench implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    private final TestDatabase test = TestDatabase.create();
    public final Database database = test.open();
    private final UUID instance = UUID.randomUUID();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
    private final RunnerId oak = database.transaction(tx -> SampleData.runner(tx, "oak", instance));

    public TestDatabase test() {
        return test;
    }

    /// A job that a runner has.
    public ClaimedJob begin() {
        return beginOn(oak, instance);
    }

    /// A job that another runner has.
    ClaimedJob beginOn(String runner) {
        UUID other = UUID.randomUUID();
        return beginOn(database.transaction(tx -> SampleData.runner(tx, runner, other)), other);
    }

    private ClaimedJob beginOn(RunnerId runner, UUID by) {
        database.transaction(tx -> SampleData.queuedRun(tx, shop, "build"));
        ClaimedJob job = database.transaction(tx -> SampleData.claim(tx, runner, by));
        test.rows()
                .execute(
                        "update jobs set started_at = now(), state = 'running' where id = "
                                + job.job().value());
        return job;
    }

    /// It prints: a chunk of so many lines each, a second from line to line.
    public void print(ClaimedJob job, int linesAChunk, List<byte[]> lines) {
        int before =
                Integer.parseInt(
                        test.rows()
                                .text(
                                        "select coalesce(sum(line_count), 0) from job_logs where claim_id = "
                                                + job.claim().value()));
        int seq =
                Integer.parseInt(
                        test.rows()
                                .text(
                                        "select count(*) from job_logs where claim_id = "
                                                + job.claim().value()));
        List<LogChunk> chunks = new ArrayList<>();
        for (int from = 0; from < lines.size(); from += linesAChunk) {
            List<byte[]> part = lines.subList(from, Math.min(from + linesAChunk, lines.size()));
            int first = before + from;
            List<LogLine> printed = new ArrayList<>();
            for (byte[] line : part) {
                printed.add(new LogLine(START.plusSeconds(first + printed.size()), line, true));
            }
            chunks.add(chunk(job, seq++, first + 1, false, printed));
        }
        database.run(tx -> Logs.append(tx, chunks));
    }

    public void print(ClaimedJob job, String... lines) {
        print(job, 100, List.of(lines).stream().map(SearchBench::bytes).toList());
    }

    static LogChunk chunk(
            ClaimedJob job, int seq, long firstLine, boolean continues, List<LogLine> lines) {
        return new LogChunk(
                job.claim(),
                job.job(),
                job.terms().logDay(),
                seq,
                1,
                firstLine,
                lines.size() - (continues ? 1 : 0),
                continues,
                lines.stream().mapToInt(line -> line.bytes().length + 1).sum(),
                lines.getFirst().at(),
                LogChunkCodec.encode(lines.getFirst().at(), lines));
    }

    public void end(ClaimedJob job, Conclusion conclusion) {
        database.runInTransaction(tx -> {
            Claims.release(tx, job.claim(), ClaimOutcome.FINISHED);
            Jobs.finish(
                    tx,
                    List.of(job.job()),
                    JobResult.withoutRunner(
                            conclusion,
                            conclusion == Conclusion.FAILURE ? Cause.EXIT_CODE : null,
                            null));
        });
    }

    /// All that ended goes into the index, in segments as large as they may be.
    public void index() {
        database.runInTransaction(RollUps::add);
        while (!database.transaction(SavedSearchMatching::ask)) {
            // There are more jobs.
        }
        database.transaction(SearchIndex::add);
        while (database.transaction(SearchIndex::segment)) {
            // There is more.
        }
    }

    /// As a chore does at a look: the next segment, where there is enough for one.
    public void indexOnce() {
        database.runInTransaction(RollUps::add);
        database.transaction(SavedSearchMatching::ask);
        database.transaction(SearchIndex::add);
    }

    SearchPage page(SearchQuery query, SearchFacets facets, int hits) {
        return database.statement(tx ->
                LogSearch.page(
                        tx,
                        query,
                        facets,
                        null,
                        new LogSearch.PageSize(hits, 2, Duration.ofMinutes(1))));
    }

    /// What words find, the newest first.
    List<String> found(String words) {
        return page(SearchQuery.words(words), SearchFacets.NONE, 1000).hits().stream()
                .map(SearchHit::text)
                .toList();
    }

    List<String> foundByRegex(String regex) {
        return page(SearchQuery.regex(regex), SearchFacets.NONE, 1000).hits().stream()
                .map(SearchHit::text)
                .toList();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        database.close();
        test.close();
    }
}
