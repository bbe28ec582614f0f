package dev.minijenkin.db.view.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.job.RepeatedJobs;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class OverviewsTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));

    @Test
    void beforeTheFirstRunThereIsNothingToShow() {
        assertThat(lastHour()).isEqualTo(new LastHour(0, 0, 0, null, null));
        assertThat(samples()).isEmpty();
    }

    @Test
    void samplesOfTheLastHourComeTheOldestFirst() {
        for (int minutes : List.of(5, 90, 55, 1)) {
            execute(
                    """
                    with sample as (
                        insert into health_samples values (
                            date_trunc('minute', now()) - interval '%1$d minutes', %1$d, 2, 3, 4, 5, 6)
                        returning minute)
                    insert into minute_figures select minute, 7, 8, 9, null, 11 from sample where %1$d <> 5
                    """
                            .formatted(minutes));
        }

        List<HealthSample> samples = samples();

        assertThat(samples).extracting(HealthSample::queueDepth).containsExactly(55, 5, 1);
        HealthSample last = samples.getLast();
        assertThat(last)
                .isEqualTo(new HealthSample(last.minute(), 1, 2, 3, 4, 5, 6, 7, 8, 9, null, 11));
    }

    @Test
    void theLastHourCountsWhatEndedInIt() {
        ended(Conclusion.SUCCESS, 2);
        ended(Conclusion.SUCCESS, 4);
        ended(Conclusion.FAILURE, 6);
        ended(Conclusion.CANCELLED, 8);
        ended(Conclusion.FAILURE, 100);
        execute(
                "update ended_runs set ended_at = now() - interval '2 hours' where ended_at ="
                        + " (select max(ended_at) from ended_runs)");
        execute(
                "update ended_jobs set ended_at = now() - interval '2 hours' where start_latency_ms"
                        + " = 100000");

        LastHour hour = lastHour();

        assertThat(hour.runsFinished()).as("a cancelled one does not count").isEqualTo(3);
        assertThat(hour.runsSucceeded()).isEqualTo(2);
        assertThat(hour.jobsFinished()).isEqualTo(4);
        assertThat(hour.latencyP50()).isCloseTo(4_000, withinPercentage(2.5));
        assertThat(hour.latencyP95()).isCloseTo(8_000, withinPercentage(2.5));
    }

    @Test
    void jobsThatNeverStartedDoNotCount() {
        database.transaction(tx -> {
            Run run = SampleData.blockedRun(tx, shop, "build");
            SampleData.finish(tx, run, Conclusion.SKIPPED);
            return true;
        });

        assertThat(lastHour().jobsFinished()).isZero();
        assertThat(lastHour().latencyP50()).isNull();
    }

    @Test
    void aResultThatWasTakenOverIsNotCountedAgain() {
        Run run = ended(Conclusion.SUCCESS, 2);
        database.transaction(tx -> {
            RepeatedJobs.reuse(tx, SampleData.jobsOf(tx, run), 2);
            return true;
        });

        assertThat(lastHour().jobsFinished()).isEqualTo(1);
    }

    /// A run whose only job started so many seconds after it was created.
    private Run ended(Conclusion conclusion, int seconds) {
        return database.transaction(tx -> {
            Run run = SampleData.blockedRun(tx, shop, "build");
            tx.sql()
                    .execute(
                            "update jobs set started_at = created_at + make_interval(secs => ?) where run_id = ?",
                            seconds,
                            run.id().value());
            SampleData.finish(tx, run, conclusion);
            return run;
        });
    }

    private LastHour lastHour() {
        return database.statement(Overviews::lastHour);
    }

    private List<HealthSample> samples() {
        return database.statement(Overviews::samples);
    }

    private void execute(String statement) {
        database.statement(tx -> tx.sql().execute(statement));
    }
}
