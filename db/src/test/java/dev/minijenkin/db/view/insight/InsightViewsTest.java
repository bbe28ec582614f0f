package dev.minijenkin.db.view.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.run.Run;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class InsightViewsTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();

    @AutoClose
    private final Database viewer = Database.open(test.memberOf("mj_viewer"), HintSink.NONE);

    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
    private final Run run = database.transaction(tx -> SampleData.blockedRun(tx, shop, "build"));

    @Test
    void aPipelineIsToldByTheDayAndAgainstTheDaysBefore() {
        ended(0, "success", 60, 3);
        ended(0, "failure", 10, 1);
        ended(2, "success", 120, 1);
        ended(2, "cancelled", 5, 2);
        ended(9, "success", 30, 5);
        ended(20, "success", 30, 50);

        PipelineInsight insight = pipelines(7).getFirst();
        assertThat(insight.name()).isEqualTo("shop/ci");
        assertThat(insight.now().runs()).isEqualTo(7);
        assertThat(insight.now().succeeded()).isEqualTo(4);
        assertThat(insight.now().successRate()).isEqualTo(0.8);
        assertThat(insight.now().median()).isCloseTo(Duration.ofSeconds(60), Duration.ofSeconds(2));
        assertThat(insight.now().p95()).isCloseTo(Duration.ofSeconds(120), Duration.ofSeconds(4));
        assertThat(insight.before().runs()).isEqualTo(5);
        assertThat(insight.days())
                .extracting(day -> day.figures().runs())
                .containsExactly(0L, 0L, 0L, 0L, 3L, 0L, 4L);
        assertThat(insight.days().getFirst().figures().successRate()).isNaN();
        assertThat(insight.flaky()).isZero();
    }

    @Test
    void aCommitThatFailedAndPassedIsFlaky() {
        ended(0, "success", 60, 1);
        for (String conclusion : List.of("success", "failure")) {
            test.rows()
                    .execute(
                            """
                            insert into pipeline_runs (pipeline_id, repository_id, number, state, conclusion, cause, title, event,
                                ref, commit_sha, actor, created_at, started_at, finished_at)
                            select pipeline_id, repository_id, (select max(number) + 1 from pipeline_runs), 'finished', '%s',
                                case when '%s' = 'failure' then 'exit_code' end, 't', 'push', ref, repeat('ab', 20), 'ana', now(),
                                now(), now()
                            from pipeline_runs where id = %d
                            """
                                    .formatted(conclusion, conclusion, run.id().value()));
        }
        assertThat(pipelines(7).getFirst().flaky()).isEqualTo(1);
    }

    @Test
    void theLastDayIsToldByTheHour() {
        test.rows()
                .execute(
                        """
                        insert into health_samples values (date_trunc('hour', now()), 1, 2, 3, 8, 0, 0);
                        insert into minute_figures (minute, jobs_finished, runs_finished, runs_succeeded)
                        values (date_trunc('hour', now()), 10, 4, 3), (now() - interval '30 hours', 1, 1, 1);
                        insert into minute_latencies
                        values (date_trunc('hour', now()), bucket_of(2000), 9), (date_trunc('hour', now()), bucket_of(60000), 1)
                        """);
        LastDay day = viewer.statement(InsightViews::lastDay);
        assertThat(day.hours())
                .singleElement()
                .satisfies(hour -> {
                    assertThat(hour.jobs()).isEqualTo(10);
                    assertThat(hour.succeeded()).isEqualTo(3);
                    assertThat(hour.busy()).isEqualTo(3);
                    assertThat(hour.slots()).isEqualTo(8);
                });
        assertThat(day.waitedMedian()).isCloseTo(Duration.ofSeconds(2), Duration.ofMillis(60));
        assertThat(day.waitedP95()).isCloseTo(Duration.ofSeconds(60), Duration.ofSeconds(2));
    }

    private void ended(int daysAgo, String conclusion, int seconds, int runs) {
        test.rows()
                .execute(
                        """
                        insert into pipeline_days
                        select pipeline_id, (now() at time zone 'utc')::date - %d, '%s', bucket_of(%d), %d
                        from pipeline_runs where id = %d
                        """
                                .formatted(
                                        daysAgo,
                                        conclusion,
                                        seconds * 1000,
                                        runs,
                                        run.id().value()));
    }

    private List<PipelineInsight> pipelines(int days) {
        return viewer.statement(tx -> InsightViews.pipelines(tx, days));
    }
}
