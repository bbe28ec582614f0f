package dev.minijenkin.db.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class UsualHourTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();

    // One minute for all samples, also where the next one begins meanwhile.
    private final String begun =
            database.statement(tx ->
                    tx.sql()
                            .fetchSingle("select date_trunc('minute', now())::text")
                            .into(String.class));

    @Test
    void nothingIsUsualBeforeThereIsEnough() {
        assertThat(usual().oldestWait().known()).isFalse();
        samples(1, 0, 18, 5);
        assertThat(usual().oldestWait().known()).isFalse();
        samples(2, 0, 4, 5);
        assertThat(usual().oldestWait()).isEqualTo(new UsualRange(5, 5));
        assertThat(usual().latencyP50().known()).as("no job started in any of them").isFalse();
    }

    @Test
    void whatIsJudgedIsNoPartOfWhatItIsJudgedBy() {
        for (int day = 1; day <= 3; day++) {
            samples(day, 0, 20, 10);
        }
        UsualRange before = usual().oldestWait();

        // A wait that grows for an hour, as where a job cannot start.
        for (int minute = 0; minute < 60; minute++) {
            sample(0, 60 - minute, 60 * minute);
        }

        assertThat(usual().oldestWait()).isEqualTo(before);
        assertThat(waiting(Duration.ofMinutes(59)).waitsLong()).isTrue();
        assertThat(waiting(Duration.ofSeconds(50)).waitsLong()).isFalse();
    }

    @Test
    void oneBadDayDoesNotBecomeUsual() {
        samples(1, 0, 20, 9000);
        for (int day = 2; day <= 4; day++) {
            samples(day, 0, 20, 10);
        }
        assertThat(usual().oldestWait().high()).isLessThan(20);
    }

    @Test
    void onlyTheSameHourCounts() {
        for (int day = 1; day <= 3; day++) {
            samples(day, 0, 20, 10);
            samples(day, 300, 40, 7000);
        }
        assertThat(usual().oldestWait()).isEqualTo(new UsualRange(10, 10));
    }

    @Test
    void withoutAUsualTenMinutesAreLong() {
        assertThat(waiting(Duration.ofMinutes(9)).waitsLong()).isFalse();
        assertThat(waiting(Duration.ofMinutes(11)).waitsLong()).isTrue();
    }

    @Test
    void successIsJudgedOnlyWithEnoughRuns() {
        UsualHour few = usual();
        assertThat(few.successRate()).isNaN();
        assertThat(few.isLowSuccess(0, 100)).isFalse();

        samples(1, 0, 20, 0);
        UsualHour usual = usual();
        assertThat(usual.successRate()).isEqualTo(0.9);
        assertThat(usual.isLowSuccess(3, 7)).as("seven runs say nothing").isFalse();
        assertThat(usual.isLowSuccess(9, 12)).as("chance alone").isFalse();
        assertThat(usual.isLowSuccess(5, 12)).isTrue();
    }

    /// A minute each, of which ten runs ended and nine of them well.
    private void samples(int day, int minutesBefore, int count, int wait) {
        for (int i = 0; i < count; i++) {
            sample(day, minutesBefore + i - 10, wait);
        }
    }

    private void sample(int day, int minutesBefore, int wait) {
        database.statement(tx ->
                tx.sql()
                        .execute(
                                """
                                with sample as (
                                    insert into health_samples
                                    select ?::timestamptz - ? * interval '1 day' - ? * interval '1 minute',
                                        1, ?, 1, 4, 0, 0
                                    returning minute)
                                insert into minute_figures (minute, jobs_finished, runs_finished, runs_succeeded)
                                select minute, 3, 10, 9 from sample
                                """,
                                begun,
                                day,
                                minutesBefore,
                                wait));
    }

    private UsualHour usual() {
        return database.statement(Stats::health).usual();
    }

    private Health waiting(Duration oldest) {
        Health health = database.statement(Stats::health);
        return new Health(
                1,
                oldest,
                health.runnersOnline(),
                health.runnersKnown(),
                health.slotsBusy(),
                health.slotsTotal(),
                health.locksHeld(),
                health.locksWaitedFor(),
                health.runsOpen(),
                health.lastHookAt(),
                health.usual(),
                health.at());
    }
}
