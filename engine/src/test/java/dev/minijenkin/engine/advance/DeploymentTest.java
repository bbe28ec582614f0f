package dev.minijenkin.engine.advance;

import static dev.minijenkin.engine.advance.EngineBench.file;
import static dev.minijenkin.engine.advance.EngineBench.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.JobState;
import dev.minijenkin.engine.recovery.OverdueHandovers;
import dev.minijenkin.workflow.plan.JobDefinitions;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DeploymentTest {
    private static final String REST = ", runs-on: linux, steps: [{run: x}]";

    @AutoClose private final EngineBench workshop = new EngineBench();

    @Test
    void oneDeploysAtATimeInTheOrderInWhichTheyCame() {
        List<RunId> runs =
                List.of(
                        push("environment: prod"),
                        push("environment: {name: PROD}"),
                        push("environment: prod"));

        assertThat(workshop.job(runs.get(1), "a").state()).isEqualTo(JobState.WAITING);
        assertThat(workshop.text(column("waiting_for", runs.get(2)))).isEqualTo("deployment_lock");
        assertThat(workshop.text(column("message", runs.get(2))))
                .isEqualTo("Waits for the deployment lock of `prod`, which a of ci #1 holds");
        for (int turn = 1; turn <= 3; turn++) {
            List<ClaimedJob> claimed = workshop.begin();
            assertThat(claimed).extracting(ClaimedJob::run).containsExactly(runs.get(turn - 1));
            assertThat(token(claimed.getFirst())).isEqualTo("" + turn);
            assertThat(workshop.text("select claim_id from deployments where state = 'active'"))
                    .isEqualTo("" + claimed.getFirst().claim().value());
            workshop.finish(claimed.getFirst(), turn == 2 ? EngineBench.failure() : success());
        }
        assertThat(workshop.text("select count(*) from environments")).isEqualTo("1");
        assertThat(
                        workshop.text(
                                "select string_agg(state || fence_token, ',' order by id) from deployments"))
                .isEqualTo("succeeded1,failed2,succeeded3");
        assertThat(workshop.text("select count(*) from deployment_locks where deployment_id > 0"))
                .isEqualTo("0");
    }

    @Test
    void anExpressionThatGivesNoNameIsNoEnvironment() {
        RunId run = push("environment: \"${{ vars.NOTHING }}\"");

        assertThat(workshop.job(run, "a").state()).isEqualTo(JobState.QUEUED);
        assertThat(workshop.text("select count(*) from environments")).isEqualTo("0");
        assertThat(workshop.text(column("environment", run))).isEqualTo("null");
    }

    @Test
    void whoDoesNotDeployTakesNoLock() {
        push("environment: {name: prod, deployment: false}");
        push("environment: prod");

        assertThat(workshop.begin()).hasSize(2);
        assertThat(workshop.text("select count(*) from deployments")).isEqualTo("1");
    }

    @Test
    void aDeploymentWaitsForItsGroupFirst() {
        push("concurrency: g");
        RunId second = push("concurrency: g, environment: prod");
        assertThat(workshop.text(column("waiting_for", second))).isEqualTo("concurrency");
        RunId third = push("environment: prod");

        assertThat(workshop.job(third, "a").state()).isEqualTo(JobState.QUEUED);
        List<ClaimedJob> claimed = workshop.begin();
        workshop.finish(claimed.getFirst(), success());
        assertThat(workshop.text(column("waiting_for", second))).isEqualTo("deployment_lock");
        workshop.finish(claimed.getLast(), success());
        assertThat(workshop.job(second, "a").state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void aDeploymentIsNotRepeatedAfterALostRunner() {
        RunId first = push("environment: prod");
        RunId second = push("environment: prod");
        workshop.begin();
        workshop.loseRunner();

        assertThat(workshop.job(first, "a").conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(workshop.job(first, "a").cause()).isEqualTo(Cause.RUNNER_LOST);
        assertThat(workshop.text(column("message", first))).contains("not repeated by itself");
        assertThat(workshop.text("select state from deployments where fence_token = 1"))
                .isEqualTo("failed");
        assertThat(workshop.job(second, "a").state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void aJobThatHadNotBegunGoesBackAndKeepsItsLock() {
        RunId run = push("environment: prod");
        workshop.claim();
        workshop.execute("update claims set claimed_at = now() - interval '1 hour'");
        workshop.loseRunner();

        assertThat(workshop.job(run, "a").state()).isEqualTo(JobState.QUEUED);
        ClaimedJob again = workshop.begin().getFirst();
        assertThat(token(again)).isEqualTo("1");
    }

    @Test
    void whereTheEnvironmentAllowsItADeploymentIsRepeatedWithANewToken() {
        RunId run = push("environment: prod");
        workshop.execute("update environments set retries_after_lost_runner = true");
        ClaimedJob lost = workshop.begin().getFirst();
        workshop.loseRunner();

        assertThat(workshop.job(run, "a").state()).isEqualTo(JobState.QUEUED);
        ClaimedJob again = workshop.begin().getFirst();
        assertThat(token(again)).isEqualTo("2");
        assertThat(workshop.finish(lost, success())).isFalse();
        assertThat(workshop.finish(again, success())).isTrue();
        assertThat(workshop.text("select state || fence_token from deployments"))
                .isEqualTo("succeeded2");
    }

    @Test
    void whoIsCancelledWhileWaitingOrDeployingFreesTheLock() {
        RunId first = push("environment: prod");
        RunId second = push("environment: prod");
        RunId third = push("environment: prod");
        workshop.command("cancel", second);
        assertThat(workshop.job(second, "a").conclusion()).isEqualTo(Conclusion.CANCELLED);
        workshop.command("cancel", first);

        assertThat(workshop.job(third, "a").state()).isEqualTo(JobState.QUEUED);
        assertThat(workshop.text("select string_agg(state, ',' order by id) from deployments"))
                .isEqualTo("cancelled,cancelled,active");
    }

    @Test
    void aRerunIsAnotherDeployment() {
        RunId run = push("environment: prod");
        workshop.work(EngineBench.failure());
        workshop.command("rerun", run);

        assertThat(token(workshop.begin().getFirst())).isEqualTo("2");
    }

    @Test
    void whatADeadProcessLeftUndoneIsMadeUpFor() {
        push("environment: prod");
        RunId second = push("environment: prod");
        workshop.execute(
                "update deployment_locks set deployment_id = null, held_since = null;"
                        + "update deployments set state = 'failed' where state = 'active'");

        assertThat(OverdueHandovers.take(workshop.database())).isEqualTo(1);
        assertThat(workshop.job(second, "a").state()).isEqualTo(JobState.QUEUED);
        assertThat(OverdueHandovers.take(workshop.database())).isZero();
    }

    @Test
    void aRunThatIsDeletedHoldsNothing() {
        push("concurrency: g, environment: prod");
        RunId second = push("environment: prod");
        workshop.execute("delete from pipeline_runs where number = 1");
        OverdueHandovers.take(workshop.database());

        assertThat(workshop.job(second, "a").state()).isEqualTo(JobState.QUEUED);
        assertThat(workshop.text("select count(*) from concurrency_groups")).isEqualTo("0");
    }

    @Test
    void aRerunLooksAnewWhereItDeploys() {
        RunId run =
                workshop.push(
                        file(
                                """
                                name: ci
                                on: push
                                jobs:
                                  a: {runs-on: linux, steps: [{run: x}]}
                                  b: {needs: a, environment: '${{ needs.a.outputs.where }}', runs-on: linux, steps: [{run: x}]}
                                """));
        workshop.work(success());
        assertThat(workshop.text("select count(*) from deployments")).isEqualTo("0");
        workshop.work(success());
        workshop.command("rerun", run);
        workshop.work(success("{\"where\": \"prod\"}"));

        assertThat(workshop.text("select state from deployments")).isEqualTo("active");
        assertThat(workshop.text("select environment from jobs where key = 'b' and attempt = 2"))
                .isEqualTo("prod");
    }

    private static String column(String name, RunId run) {
        return "select " + name + " from jobs where run_id = " + run.value();
    }

    private static String token(ClaimedJob job) {
        return String.valueOf(
                JobDefinitions.decode(job.definition()).env().get("DEPLOY_FENCE_TOKEN"));
    }

    private RunId push(String settings) {
        return workshop.push(file("name: ci\non: push\njobs:\n  a: {" + settings + REST + "}"));
    }
}
