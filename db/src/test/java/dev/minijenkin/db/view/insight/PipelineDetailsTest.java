package dev.minijenkin.db.view.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.notify.HintSink;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PipelineDetailsTest {
    private static final String ONE = "1".repeat(40);
    private static final String TWO = "2".repeat(40);

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();

    @AutoClose
    private final Database viewer = Database.open(test.memberOf("mj_viewer"), HintSink.NONE);

    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));

    @Test
    void theSlowestComeFirstEachWithWhatItWasBefore() {
        ended(20, ONE, 100, 10, "success");
        ended(2, ONE, 300, 40, "success");
        ended(1, TWO, 100, 20, "success");
        ended(0, TWO, 200, 30, "failure");
        ended(90, TWO, 9_000, 9_000, "success");

        PipelineDetail detail = detail(14);
        assertThat(detail.runs()).isEqualTo(3);
        assertThat(detail.jobs())
                .as("what failed says nothing of how long it takes")
                .extracting(PipelineDetail.Slow::name, PipelineDetail.Slow::median)
                .containsExactly(
                        tuple("build", Duration.ofSeconds(200)),
                        tuple("test", Duration.ofSeconds(30)));
        assertThat(detail.jobs())
                .extracting(PipelineDetail.Slow::before)
                .containsExactly(Duration.ofSeconds(100), Duration.ofSeconds(10));
        assertThat(detail.steps())
                .extracting(PipelineDetail.Slow::name, PipelineDetail.Slow::of)
                .as("where a step of several jobs has a name, none of them is named")
                .containsExactly(tuple("Compile", "build"), tuple("Check out", ""));
        assertThat(detail.waits())
                .singleElement()
                .satisfies(wait -> {
                    assertThat(wait.jobs()).isEqualTo(6);
                    assertThat(wait.median()).isEqualTo(Duration.ofSeconds(5));
                });
    }

    @Test
    void aJobThatFailedAndSucceededAtOneCommitIsFlaky() {
        ended(2, ONE, 100, 10, "failure");
        ended(1, ONE, 100, 10, "success");
        ended(0, TWO, 100, 10, "success");
        assertThat(detail(7).flakyJobs()).containsExactly(new PipelineDetail.FlakyJob("test", 1));
    }

    @Test
    void aPipelineThatIsGoneHasNothing() {
        PipelineDetail none =
                viewer.statement(tx -> PipelineDetails.of(tx, new PipelineId(4711), 7, 5));
        assertThat(none)
                .isEqualTo(
                        new PipelineDetail(
                                0, List.of(), List.of(), List.of(), List.of(), List.of()));
    }

    private PipelineDetail detail(int days) {
        PipelineId pipeline =
                new PipelineId(Long.parseLong(test.rows().text("select id from pipelines")));
        return viewer.statement(tx -> PipelineDetails.of(tx, pipeline, days, 5));
    }

    /// A run that ended so many days ago, whose jobs took so many seconds; each waited five.
    ///
    /// @param tested how its job `test` ended
    private void ended(int daysAgo, String commit, int build, int check, String tested) {
        database.transaction(tx -> SampleData.queuedRun(tx, shop, "build", "test"));
        test.rows()
                .execute(
                        """
                        delete from queue;
                        update jobs set state = 'finished', conclusion = case when key = 'test' then '%5$s' else 'success' end,
                            cause = case when key = 'test' and '%5$s' = 'failure' then 'exit_code' end,
                            queued_at = now() - interval '%1$s days' - interval '9005 seconds',
                            started_at = now() - interval '%1$s days' - interval '9000 seconds',
                            finished_at = now() - interval '%1$s days' - interval '9000 seconds'
                                + case when key = 'build' then interval '%3$s seconds' else interval '%4$s seconds' end
                        where finished_at is null;
                        update pipeline_runs set state = 'finished', conclusion = '%5$s', commit_sha = '%2$s',
                            cause = case when '%5$s' = 'failure' then 'exit_code' end,
                            started_at = now() - interval '%1$s days', finished_at = now() - interval '%1$s days'
                        where finished_at is null;
                        insert into runners (name, instance, labels, capacity, host, os, architecture, version, pid)
                        values ('oak', gen_random_uuid(), '{linux}', 1, 'oak', 'linux', 'x64', '1', 1) on conflict do nothing;
                        insert into claims (job_id, runner_id, instance, priority, vtime, released_at, outcome)
                        select j.id, r.id, r.instance, 50, 0, now(), 'finished' from jobs j, runners r
                        where not exists (select from claims c where c.job_id = j.id);
                        insert into steps (claim_id, number, job_id, name, state, conclusion, started_at, finished_at)
                        select c.id, s.number, j.id, s.name, 'finished', 'success', j.started_at,
                            j.started_at + case when s.number = 1 then interval '2 seconds' else interval '50 seconds' end
                        from claims c
                        join jobs j on j.id = c.job_id
                        join (values (1, 'Check out', 'build'), (1, 'Check out', 'test'), (2, 'Compile', 'build'))
                            s (number, name, job) on s.job = j.key
                        where not exists (select from steps o where o.claim_id = c.id)
                        """
                                .formatted(daysAgo, commit, build, check, tested));
    }
}
