package dev.minijenkin.db.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.search.index.SearchIndex;
import dev.minijenkin.db.search.saved.SavedSearchMatching;
import dev.minijenkin.db.search.saved.SavedSearches;
import dev.minijenkin.db.stats.RollUps;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What PostgreSQL counted while logs were searched and indexed: each look at them goes into the
/// partition of its day, and there by the key. A connection keeps its plans, so it matters when
/// they were made.
class SearchPlansTest {
    /// The driver has a statement planned when it sends it for the first time.
    private static final int SEARCHES = 3;

    /// Rows of others in each table, and in each partition.
    private static final int OTHERS = 5000;

    @AutoClose private final SearchBench bench = new SearchBench();

    /// A single connection, so that each look is with the plans of the one before.
    @AutoClose
    private final Database database =
            Database.open(bench.test().configuration().withMaximumConnections(1), HintSink.NONE);

    @Test
    void plansMadeWhileThereWasLittleReadNoTableWhole() {
        plan();
        fill();
        assertEachLookIsByKey();
    }

    @Test
    void plansMadeOfFullTablesReadNoneWhole() {
        bench.begin();
        fill();
        bench.test().rows().execute("analyze");
        plan();
        assertEachLookIsByKey();
    }

    /// Each statement was sent once at least.
    private void plan() {
        database.transaction(tx ->
                SavedSearches.save(tx, "kept", SearchQuery.words("needle"), SearchFacets.NONE));
        for (int round = 0; round < SEARCHES; round++) {
            end(print("before"));
            index();
            search("needle", 10);
        }
    }

    private ClaimedJob print(String word) {
        ClaimedJob job = bench.begin();
        bench.print(
                job,
                2,
                Stream.of(word + " one", "needle in " + word, "a third", "a fourth")
                        .map(SearchBench::bytes)
                        .toList());
        return job;
    }

    private void end(ClaimedJob job) {
        bench.end(job, Conclusion.SUCCESS);
    }

    /// What the chores do, by the connection that is looked at.
    private void index() {
        database.runInTransaction(RollUps::add);
        database.transaction(SavedSearchMatching::ask);
        database.transaction(SearchIndex::add);
        database.transaction(SearchIndex::segment);
    }

    /// Logs of other jobs in all partitions, and runs and jobs that ended long ago.
    private void fill() {
        bench.test()
                .rows()
                .execute(
                        """
                        insert into job_logs (day, job_id, claim_id, seq, step_number, first_line, line_count, continues,
                            raw_bytes, first_at, codec, body)
                        select d.day, 1000000 + n / 10, 1000000 + n / 10, mod(n, 10), 1, 1, 1, false, 1, now(), 1,
                            sha256(n::text::bytea)
                        from generate_series(1, %d) n, (
                            select (now() at time zone 'UTC')::date + ahead as day from generate_series(0, 7) ahead
                            union all select '2000-01-01') d
                        """
                                .formatted(OTHERS));
        bench.test()
                .rows()
                .execute(
                        """
                        insert into pipeline_runs (pipeline_id, repository_id, number, title, event, ref, commit_sha, actor)
                        select pipeline_id, repository_id, number + n, title, event, ref, commit_sha, actor
                        from (select * from pipeline_runs order by id limit 1) r, generate_series(1001, 1000 + %d) n
                        """
                                .formatted(OTHERS));
        bench.test()
                .rows()
                .execute(
                        """
                        insert into jobs (run_id, attempt, repository_id, key, name, priority, state, conclusion, finished_at,
                            label_set_id, claims_left)
                        select r.id, 1, r.repository_id, 'build', 'build', 50, 'finished', 'success', now(), j.label_set_id, 1
                        from pipeline_runs r, (select label_set_id from jobs limit 1) j
                        where r.number > 1000
                        """);
        bench.test()
                .rows()
                .execute(
                        """
                        insert into claims (job_id, runner_id, instance, priority, vtime, released_at, outcome)
                        select j.id, r.id, r.instance, 50, 0, now(), 'finished'
                        from jobs j join pipeline_runs p on p.id = j.run_id, runners r
                        where p.number > 1000
                        """);
    }

    private void assertEachLookIsByKey() {
        end(print("indexed"));
        index();
        end(print("ended"));
        print("live");
        nothingElseIsCounted();
        search("needle", 10);
        index();
        search("needle", 10);
        Map<String, Long> looks = looks();
        assertThat(bench.test().rows().count("saved_search_matches")).isEqualTo(SEARCHES + 2);

        String today =
                bench.test()
                        .rows()
                        .text(
                                "select to_char(now() at time zone 'UTC', '\"job_logs_y\"YYYY\"m\"MM\"d\"DD')");
        assertThat(looks.keySet().stream().filter(name -> name.startsWith("job_logs")))
                .as("partitions that were looked into")
                .containsExactly(today);
        assertThat(looks).containsKeys("claims", "jobs", "pipeline_runs");
        assertThat(looks.values())
                .as("rows that were read: %s", looks)
                .allMatch(rows -> rows < OTHERS);
    }

    /// What other connections did reaches the counters once they are closed.
    private void nothingElseIsCounted() {
        bench.database.close();
        Integer pid =
                database.statement(tx ->
                        tx.sql().fetchSingle("select pg_backend_pid()").get(0, Integer.class));
        bench.test()
                .rows()
                .awaitCount(
                        0,
                        """
                        pg_stat_activity
                        where datname = current_database() and pid not in (pg_backend_pid(), %d)
                        """
                                .formatted(pid));
        bench.test().rows().execute("select pg_stat_force_next_flush()");
        bench.test().rows().execute("select pg_stat_reset()");
    }

    private void search(String words, int most) {
        for (int search = 0; search < SEARCHES; search++) {
            SearchPage page =
                    database.statement(tx ->
                            LogSearch.page(
                                    tx,
                                    SearchQuery.words(words),
                                    SearchFacets.NONE,
                                    null,
                                    new LogSearch.PageSize(most, 2, Duration.ofMinutes(1))));
            assertThat(page.hits()).isNotEmpty();
        }
    }

    /// By table that was looked into: how many rows were read.
    private Map<String, Long> looks() {
        database.run(tx -> tx.sql().execute("select pg_stat_force_next_flush()"));
        Map<String, Long> looks = new TreeMap<>();
        bench.test()
                .rows()
                .texts(
                        """
                        select relname, seq_tup_read + coalesce(idx_tup_fetch, 0) from pg_stat_user_tables
                        where seq_scan + coalesce(idx_scan, 0) > 0
                            and (relname like 'job\\_logs%' or relname in ('claims', 'jobs', 'pipeline_runs'))
                        """)
                .forEach(row ->
                        looks.put(
                                row.substring(0, row.indexOf('|')),
                                Long.valueOf(row.substring(row.indexOf('|') + 1))));
        return looks;
    }
}
