package dev.minijenkin.db.search.saved;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.SetStatement;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.search.FacetIds;
import dev.minijenkin.db.search.LineMatcher;
import dev.minijenkin.db.search.SearchDeadline;
import dev.minijenkin.db.search.index.Span;
import dev.minijenkin.db.search.index.SpanChunk;
import dev.minijenkin.db.search.text.BlockText;
import dev.minijenkin.db.search.text.PrintedText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Asks the saved searches of the jobs that ended, once each. Whoever stores a match causes the
/// messages about it, in the same transaction (`V11__outbox.sql`). Whoever calls holds
/// [dev.minijenkin.db.lock.ChoreLock#SEARCH_INDEX].
public final class SavedSearchMatching {
    private static final int JOBS = 50;

    /// A regular expression that takes longer for a job is given up there.
    private static final Duration A_JOB = Duration.ofSeconds(2);

    private static final String PARTS =
            """
            select c.id, c.job_id, c.log_day::text, l.first_seq, l.last_seq
            from unnest(?::bigint[]) as u(job_id)
            join claims c on c.job_id = u.job_id
            cross join lateral (
                select min(seq) as first_seq, max(seq) as last_seq
                from (
                    select seq, sum(raw_bytes) over (order by seq) / 1048576 as part
                    from job_logs l
                    where l.day = c.log_day and l.job_id = c.job_id and l.claim_id = c.id) s
                group by part) l
            order by c.job_id, c.id, l.first_seq
            """;

    private final SavedSearch search;
    private final LineMatcher matcher;
    private @Nullable SavedSearchMatch found;

    private SavedSearchMatching(SavedSearch search) {
        this.search = search;
        this.matcher = new LineMatcher(search.query(), new SearchDeadline(A_JOB, System::nanoTime));
    }

    /// Asks them of some jobs.
    ///
    /// @return whether all jobs that ended have been asked for
    public static boolean ask(Tx tx) {
        List<SavedSearch> searches = SavedSearches.all(tx);
        if (searches.isEmpty()) {
            tx.sql().execute("update unindexed_logs set matched = true where not matched");
            return true;
        }
        List<Long> jobs =
                tx.sql()
                        .fetch(
                                "select job_id from unindexed_logs where not matched order by job_id limit ?",
                                JOBS)
                        .map(row -> row.get(0, Long.class));
        Long[] asked = jobs.toArray(Long[]::new);
        Map<Long, List<SavedSearch>> searchesOfJobs = new TreeMap<>();
        for (SavedSearch search : searches) {
            about(tx, search, asked)
                    .forEach(job ->
                            searchesOfJobs
                                    .computeIfAbsent(job, _ -> new ArrayList<>())
                                    .add(search));
        }
        searchesOfJobs.forEach((job, some) -> ask(tx, job, some));
        tx.sql()
                .execute(
                        "update unindexed_logs set matched = true where job_id = any(?::bigint[])",
                        new Object[] {asked});
        return jobs.size() < JOBS;
    }

    private static void ask(Tx tx, long job, List<SavedSearch> searches) {
        List<SavedSearchMatching> asked =
                new ArrayList<>(searches.stream().map(SavedSearchMatching::new).toList());
        BlockText text = new BlockText();
        for (Span part : parts(tx, job)) {
            text.clear();
            SpanChunk.read(tx, List.of(part)).forEach(chunk -> chunk.addTo(text));
            text.finish();
            asked.forEach(one -> one.look(part, text));
        }
        for (SavedSearchMatching one : asked) {
            SavedSearchMatch match = one.found;
            if (match != null) {
                store(tx, match);
            }
        }
    }

    private void look(Span part, BlockText text) {
        try {
            matcher.lines(text).stream().forEach(line -> count(part, text, line));
        } catch (SearchDeadline.OverException e) {
            // What was found until here counts.
        }
    }

    private void count(Span part, BlockText text, int line) {
        SavedSearchMatch before = found;
        found =
                before == null
                        ? new SavedSearchMatch(
                                search,
                                part.job(),
                                part.claim(),
                                text.number(line),
                                1,
                                PrintedText.of(text, line))
                        : new SavedSearchMatch(
                                search,
                                before.job(),
                                before.claim(),
                                before.line(),
                                before.lines() + 1,
                                before.text());
    }

    private static void store(Tx tx, SavedSearchMatch match) {
        tx.sql()
                .execute(
                        """
                        insert into saved_search_matches (search_id, job_id, claim_id, line, lines, text)
                        values (?, ?, ?, ?, ?, ?)
                        on conflict do nothing
                        """,
                        match.search().id(),
                        match.job().value(),
                        match.claim().value(),
                        match.line(),
                        match.lines(),
                        PostgresText.text(match.text()));
    }

    /// Which of these jobs a search asks for.
    private static List<Long> about(Tx tx, SavedSearch search, Long[] jobs) {
        try {
            FacetIds facets = FacetIds.of(tx, search.facets());
            return tx.sql()
                    .fetch(
                            "select distinct j.id from jobs j join pipeline_runs r on r.id = j.run_id"
                                    + " join claims c on c.job_id = j.id where "
                                    + FacetIds.CONDITION
                                    + " and j.id = any(?::bigint[])",
                            SetStatement.values(facets.values(), jobs))
                    .map(row -> row.get(0, Long.class));
        } catch (IllegalArgumentException e) {
            // Its pipeline or its runner is not there, or not any more.
            return List.of();
        }
    }

    private static List<Span> parts(Tx tx, long job) {
        return tx.sql()
                .fetch(PARTS, new Object[] {new Long[] {job}})
                .map(row ->
                        new Span(
                                new ClaimId(row.get(0, Long.class)),
                                new JobId(row.get(1, Long.class)),
                                row.get(2, String.class),
                                row.get(3, Integer.class),
                                row.get(4, Integer.class),
                                0,
                                false));
    }
}
