package dev.minijenkin.db.view.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.run.Run;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JobViewsTest {
    private static TestDatabase test;
    private static Database database;

    @BeforeAll
    static void open() {
        test = TestDatabase.create();
        database = test.open();
    }

    @AfterAll
    static void close() {
        database.close();
        test.close();
    }

    @Test
    void whatIsUsualIsTheMedianOfJobsThatSucceededInRunsThatDid() {
        RepositoryId repository = database.transaction(tx -> SampleData.repository(tx, "shop"));
        ended(repository, "success", 10);
        ended(repository, "success", 30);
        ended(repository, "success", 20);
        ended(repository, "failure", 500);
        RunId now = run(repository).id();

        assertThat(usual(now, "build")).contains(Duration.ofSeconds(20));
        assertThat(usual(now, "lint")).contains(Duration.ofSeconds(1));
    }

    @Test
    void nothingIsUsualBeforeTheFirstSuccess() {
        RepositoryId repository = database.transaction(tx -> SampleData.repository(tx, "docs"));
        ended(repository, "failure", 10);
        assertThat(usual(run(repository).id(), "build")).isEmpty();
    }

    private static Run run(RepositoryId repository) {
        return database.transaction(tx -> SampleData.queuedRun(tx, repository, "build", "lint"));
    }

    private static Optional<Duration> usual(RunId run, String key) {
        return database.transaction(tx -> {
            JobId job =
                    JobViews.ofRun(tx, run, 1).stream()
                            .filter(view -> view.key().equals(key))
                            .findFirst()
                            .orElseThrow()
                            .id();
            return JobViews.usual(tx, job);
        });
    }

    /// A run whose job `build` took some seconds, and whose job `lint` took one.
    private static void ended(RepositoryId repository, String conclusion, int seconds) {
        long run = run(repository).id().value();
        database.transaction(tx -> {
            tx.sql().execute("delete from queue");
            tx.sql()
                    .execute(
                            """
                            update jobs set state = 'finished', conclusion = ?, cause = ?,
                                started_at = now() - make_interval(secs => case key when 'build' then ? else 1 end),
                                finished_at = now()
                            where run_id = ?
                            """,
                            conclusion,
                            conclusion.equals("failure") ? "exit_code" : null,
                            (double) seconds,
                            run);
            tx.sql()
                    .execute(
                            """
                            update pipeline_runs set state = 'finished', conclusion = ?, cause = ?,
                                started_at = now(), finished_at = now()
                            where id = ?
                            """,
                            conclusion,
                            conclusion.equals("failure") ? "exit_code" : null,
                            run);
            return true;
        });
    }
}
