package dev.minijenkin.db.view.news;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.deployment.Environments;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.run.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class NewsViewsTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();

    @AutoClose
    private final Database viewer = Database.open(test.memberOf("mj_viewer"), HintSink.NONE);

    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));

    @Test
    void runsThatEndedSinceAreThoseOfWatchedPipelinesAndOnesOwn() {
        Run first = ended("success", "1 minute", "ana");
        Run second = ended("failure", "2 minutes", "Mei");
        ended("success", "3 hours", "ana");
        ended("cancelled", "4 minutes", "jonas");

        assertThat(news(Set.of(), Set.of("mei")).watched())
                .extracting(run -> run.id())
                .containsExactly(second.id());
        News watched = news(Set.of("shop / ci"), Set.of("nobody"));
        assertThat(watched.watched()).hasSize(3);
        assertThat(watched.watched().getFirst().id()).isEqualTo(first.id());
        assertThat(watched.ended()).isEqualTo(new News.EndedRuns(3, 1, 1));
        assertThat(watched.approvals()).isEmpty();
    }

    @Test
    void withoutANameOnesOwnRunsAreThoseOfTheDatabaseRole() {
        String role = test.memberOf("mj_viewer").user();
        ended("success", "1 minute", role.toUpperCase(Locale.ROOT));
        assertThat(news(Set.of(), Set.of()).watched()).hasSize(1);
    }

    @Test
    void aDeploymentThatWaitsForAPersonIsToldOnceItBeganToWait() {
        Run run = database.transaction(tx -> SampleData.queuedRun(tx, shop, "deploy"));
        JobId job = database.statement(tx -> SampleData.jobOf(tx, run, "deploy"));
        EnvironmentId live = database.transaction(tx -> Environments.ensure(tx, shop, "live"));
        test.rows()
                .execute(
                        "update jobs set state = 'waiting', waiting_for = 'approval', queued_at = null where id = "
                                + job.value());
        test.rows()
                .execute(
                        "insert into deployments (environment_id, job_id, commit_sha) values (%d, %d, 'abc')"
                                .formatted(live.value(), job.value()));
        assertThat(news(Set.of(), Set.of()).approvals())
                .singleElement()
                .satisfies(asks -> {
                    assertThat(asks.environment()).isEqualTo("live");
                    assertThat(asks.name()).isEqualTo("shop / ci #" + run.number());
                });
        test.rows().execute("update deployments set created_at = now() - interval '2 hours'");
        assertThat(news(Set.of(), Set.of()).approvals()).as("it is old").isEmpty();
    }

    private News news(Set<String> pipelines, Set<String> names) {
        return viewer.statement(tx ->
                NewsViews.since(
                        tx,
                        new NewsQuestion(
                                Instant.now().minus(Duration.ofHours(1)), pipelines, names)));
    }

    private Run ended(String conclusion, String ago, String actor) {
        Run run = database.transaction(tx -> SampleData.queuedRun(tx, shop, "build"));
        test.rows()
                .execute(
                        """
                        update pipeline_runs set state = 'finished', conclusion = '%1$s', actor = '%3$s',
                            cause = case when '%1$s' = 'failure' then 'exit_code' end, started_at = created_at, finished_at = now() - interval '%2$s'
                        where id = %4$d
                        """
                                .formatted(conclusion, ago, actor, run.id().value()));
        return run;
    }
}
