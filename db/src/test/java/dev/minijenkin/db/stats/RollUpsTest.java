package dev.minijenkin.db.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.job.RepeatedJobs;
import dev.minijenkin.db.view.overview.LastHour;
import dev.minijenkin.db.view.overview.Overviews;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RollUpsTest {
    private static final int ACTS = 150;

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));

    /// Runs begin, end in all ways, are run again and are deleted, at times of the last weeks, and
    /// now and then something is rolled up.
    @Test
    void whateverHappensTheRollUpsAreWhatTheTablesSay() {
        long seed = new Random().nextLong();
        PlayedHistory history = new PlayedHistory(test, database, new Random(seed));
        for (int act = 0; act < ACTS; act++) {
            history.act();
            if (act % 7 == 0) {
                assertThat(history.minutes())
                        .as("act %d of seed %d", act, seed)
                        .isEqualTo(history.countedMinutes());
                assertThat(history.figures())
                        .as("figures at act %d of seed %d", act, seed)
                        .isEqualTo(history.countedFigures());
                assertThat(history.openRuns())
                        .as("open runs at act %d of seed %d", act, seed)
                        .isEqualTo(history.countedOpenRuns());
                assertThat(history.greens())
                        .as("greens at act %d of seed %d", act, seed)
                        .isEqualTo(history.countedGreens());
            }
        }
        history.rollUp();

        assertThat(history.minutes()).as("seed %d", seed).isEqualTo(history.countedMinutes());
        assertThat(history.latencies()).as("seed %d", seed).isEqualTo(history.countedLatencies());
        assertThat(history.pipelines()).as("seed %d", seed).isEqualTo(history.countedPipelines());
        assertThat(history.pipelines()).isNotEmpty();
        assertThat(test.rows().count("ended_jobs, ended_runs")).isZero();
        assertThat(test.rows().texts("select run_id, attempt from open_runs order by run_id"))
                .as("seed %d", seed)
                .isEqualTo(
                        test.rows()
                                .texts(
                                        "select id, attempt from pipeline_runs where finished_at is null order by id"));
    }

    /// Its end waits to be rolled up when it is opened again: that takes the new attempt away from
    /// nobody.
    @Test
    void aRunThatRunsAgainBeforeItsEndIsRolledUpIsOpen() {
        Run run = run();
        database.runInTransaction(tx -> end(tx, run, Conclusion.FAILURE));
        database.runInTransaction(tx -> {
            int attempt = Runs.startAttempt(tx, run.id());
            RepeatedJobs.repeat(tx, SampleData.jobsOf(tx, run), attempt, "ana");
        });

        rollUp();

        assertThat(test.rows().text("select run_id || ' ' || attempt from open_runs"))
                .isEqualTo(run.id().value() + " 2");
        database.runInTransaction(tx -> end(tx, run, Conclusion.SUCCESS));
        rollUp();
        assertThat(test.rows().count("open_runs")).isZero();
    }

    /// Who rolls up an end while the run is opened again meets the row of the attempt before.
    @Test
    void aRunThatRunsAgainWhileItsEndIsRolledUpIsOpen() throws Exception {
        Run run = run();
        database.runInTransaction(tx -> end(tx, run, Conclusion.FAILURE));
        Thread other = Thread.ofVirtual().unstarted(this::rollUp);
        database.runInTransaction(tx -> {
            Runs.startAttempt(tx, run.id());
            other.start();
            while (test.rows()
                            .count(
                                    "pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
                    == 0) {
                Thread.onSpinWait();
            }
        });
        other.join();

        assertThat(test.rows().text("select run_id || ' ' || attempt from open_runs"))
                .isEqualTo(run.id().value() + " 2");
    }

    @Test
    void nothingIsLeftOfRunsThatAreDeleted() {
        Run green = run();
        database.runInTransaction(tx -> end(tx, green, Conclusion.SUCCESS));
        run();
        rollUp();
        assertThat(test.rows().count("open_runs")).isEqualTo(1);
        assertThat(test.rows().count("branch_greens")).isEqualTo(1);

        test.rows().execute("delete from repositories");

        assertThat(test.rows().count("open_runs")).isZero();
        assertThat(test.rows().count("branch_greens")).isZero();
    }

    /// Its time is before that of others which were rolled up already.
    @Test
    void anEndThatIsCommittedLateIsNotLost() {
        Run late = run();
        database.runInTransaction(open -> {
            end(open, late, Conclusion.SUCCESS);
            Run other = run();
            database.runInTransaction(tx -> end(tx, other, Conclusion.SUCCESS));
            rollUp();
            assertThat(test.rows().text("select sum(runs_finished) from minute_figures"))
                    .isEqualTo("1");
        });

        rollUp();

        assertThat(test.rows().text("select sum(runs_finished) from minute_figures"))
                .isEqualTo("2");
        assertThat(test.rows().text("select sum(jobs_finished) from minute_figures"))
                .isEqualTo("2");
    }

    @Test
    void whatIsRolledBackDoesNotCount() {
        Run run = run();
        try {
            database.runInTransaction(tx -> {
                end(tx, run, Conclusion.SUCCESS);
                throw new IllegalStateException("nobody thought of this");
            });
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessageContaining("nobody");
        }

        rollUp();

        assertThat(lastHour().runsFinished()).isZero();
        assertThat(lastHour().jobsFinished()).isZero();
    }

    @Test
    void aLastHourIsTheSameBeforeAndAfterItIsRolledUp() {
        for (Conclusion conclusion : Conclusion.values()) {
            Run run = run();
            database.runInTransaction(tx -> end(tx, run, conclusion));
        }
        LastHour before = lastHour();

        rollUp();

        assertThat(lastHour()).isEqualTo(before);
        assertThat(before.runsFinished()).isEqualTo(3);
        assertThat(before.runsSucceeded()).isEqualTo(1);
        assertThat(before.jobsFinished()).isEqualTo(5);
    }

    @Test
    void aResultThatWasTakenOverIsNotCountedAgain() {
        Run run = run();
        database.runInTransaction(tx -> {
            end(tx, run, Conclusion.FAILURE);
            RepeatedJobs.reuse(tx, SampleData.jobsOf(tx, run), Runs.startAttempt(tx, run.id()));
        });

        assertThat(lastHour().jobsFinished()).isEqualTo(1);
        assertThat(lastHour().runsFinished()).as("it is open again").isZero();
    }

    /// Thirty days are over, and nothing has ended since.
    @Test
    void aDayThatHasPassedCountsNoMore() {
        Run run = run();
        database.runInTransaction(tx -> end(tx, run, Conclusion.SUCCESS));
        rollUp();
        assertThat(test.rows().count("pipeline_stats where runs = 1 and succeeded = 1"))
                .isEqualTo(1);

        test.rows().execute("update pipeline_days set day = day - 30");
        rollUp();
        assertThat(test.rows().count("pipeline_stats")).as("it is told anew tomorrow").isEqualTo(1);

        test.rows().execute("update pipeline_stats set until = until - 1");
        rollUp();
        assertThat(test.rows().count("pipeline_stats")).isZero();
    }

    @Test
    void muchThatEndedIsRolledUpInParts() {
        test.rows()
                .execute(
                        "insert into ended_jobs select now(), 1, n from generate_series(1, %d) n"
                                .formatted(RollUps.BATCH + 1));

        boolean all = database.transaction(RollUps::add);
        assertThat(all).isFalse();
        all = database.transaction(RollUps::add);
        assertThat(all).isTrue();
        assertThat(lastHour().jobsFinished()).isEqualTo(RollUps.BATCH + 1L);
    }

    private Run run() {
        return database.transaction(tx -> SampleData.queuedRun(tx, shop, "build"));
    }

    /// Its job had begun.
    private static void end(Tx tx, Run run, Conclusion conclusion) {
        tx.sql().execute("update jobs set started_at = now() where run_id = ?", run.id().value());
        tx.sql()
                .execute(
                        "update pipeline_runs set started_at = now() where id = ?",
                        run.id().value());
        SampleData.finish(tx, run, conclusion);
    }

    private LastHour lastHour() {
        return database.statement(Overviews::lastHour);
    }

    private void rollUp() {
        database.transaction(RollUps::add);
    }
}
