package dev.minijenkin.db.view.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UsualJobsTest {
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
    void theyAreMediansOfRunsBeforeThatSucceededAtOnce() {
        RepositoryId repository = database.transaction(tx -> SampleData.repository(tx, "shop"));
        assertThat(of(ended(repository, "success", 1, 2, 10))).as("none before").isEmpty();
        ended(repository, "success", 1, 4, 30);
        ended(repository, "success", 1, 6, 20);
        ended(repository, "failure", 1, 100, 1000);
        ended(repository, "success", 2, 100, 1000);
        RunId run = ended(repository, "failure", 1, 50, 500);
        ended(repository, "success", 1, 100, 1000);

        assertThat(of(run))
                .extracting(UsualJob::key, UsualJob::start, UsualJob::took, UsualJob::end)
                .containsExactly(
                        tuple(
                                "build",
                                Duration.ofSeconds(4),
                                Duration.ofSeconds(20),
                                Duration.ofSeconds(24)));
    }

    private static List<UsualJob> of(RunId run) {
        return database.transaction(tx -> UsualJobs.of(tx, run));
    }

    /// A run whose job began and took so many seconds.
    private static RunId ended(
            RepositoryId repository, String conclusion, int attempt, int start, int took) {
        return database.transaction(tx -> {
            RunId run = SampleData.queuedRun(tx, repository, "build").id();
            tx.sql().execute("delete from queue");
            tx.sql()
                    .execute(
                            """
                            update jobs set state = 'finished', conclusion = 'success',
                                started_at = r.created_at + ? * interval '1 second',
                                finished_at = r.created_at + ? * interval '1 second'
                            from pipeline_runs r where r.id = jobs.run_id and r.id = ?
                            """,
                            start,
                            start + took,
                            run.value());
            tx.sql()
                    .execute(
                            """
                            update pipeline_runs set state = 'finished', conclusion = ?, cause = ?, attempt = ?,
                                started_at = now(), finished_at = now()
                            where id = ?
                            """,
                            conclusion,
                            conclusion.equals("failure") ? "exit_code" : null,
                            attempt,
                            run.value());
            return run;
        });
    }
}
