package dev.minijenkin.instance.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.instance.Home;
import dev.minijenkin.instance.InstanceException;
import dev.minijenkin.testing.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleInstanceTest {
    @TempDir private Path folder;

    @Test
    void aMonthIsThereAndWorkGoesOnAndNothingStaysBehind() throws Exception {
        Home home = Home.at(folder).ofSample();
        try (SampleInstance sample = SampleInstance.start(home);
                Rows rows = new Rows(sample.configuration("test").dataSource())) {
            assertThat(rows.count("pipeline_runs where created_at < now() - interval '1 day'"))
                    .isGreaterThan(1000);
            assertThat(
                            rows.text(
                                    "select min(created_at) < now() - interval '27 days' from pipeline_runs"))
                    .isEqualTo("t");
            assertThat(
                            rows.texts(
                                    """
                                    select r.conclusion from pipeline_runs r join repositories o on o.id = r.repository_id
                                    where o.name = 'checkout' and r.head_branch = 'main' and r.conclusion is not null
                                    order by r.id desc limit 6
                                    """))
                    .as("the branch that turned red this morning, whatever it did since")
                    .contains("failure", "success");
            for (String filled :
                    new String[] {
                        "claims",
                        "steps",
                        "job_logs",
                        "job_definitions",
                        "run_sources",
                        "annotations",
                        "test_results",
                        "deployments",
                        "approvals",
                        "pipeline_days",
                        "health_samples",
                        "minute_figures",
                        "webhooks_outbox",
                        "outbox_attempts",
                        "commands",
                        "hook_deliveries"
                    }) {
                assertThat(rows.count(filled)).as(filled).isPositive();
            }
            assertThat(
                            rows.count(
                                    "jobs j where not exists (select from whole_job_definitions d"
                                            + " where d.job_id = j.id and d.definition is not null)"))
                    .as("jobs that lack a definition")
                    .isZero();
            assertThat(
                            rows.count(
                                    "pipeline_runs r where r.state = 'finished' and r.finished_at > now()"))
                    .isZero();
            Awaitility.await("a runner of the sample ends a job that was pushed just now")
                    .atMost(Rows.PATIENCE)
                    .until(() -> rows.count("jobs where id > 1000000 and state = 'finished'") > 0);

            assertThatThrownBy(() -> SampleInstance.start(home))
                    .isInstanceOf(InstanceException.class)
                    .hasMessageContaining("already runs");
        }
        assertThat(home.postgres()).doesNotExist();
        try (var left = Files.list(home.folder())) {
            assertThat(left).allMatch(entry -> entry.endsWith("up.lock"));
        }
    }
}
