package dev.minijenkin.engine.advance;

import static dev.minijenkin.engine.advance.EngineBench.file;
import static dev.minijenkin.engine.advance.EngineBench.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.engine.recovery.OverdueHandovers;
import dev.minijenkin.engine.run.Definitions;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DeploymentTest {
    private static final String REST = ", runs-on: linux, steps: [{run: x}]";

    @AutoClose private final EngineBench bench = new EngineBench();

    @Test
    void oneDeploysAtATimeInTheOrderInWhichTheyCame() {
        List<RunId> runs =
                List.of(
                        push("environment: prod"),
                        push("environment: {name: PROD}"),
                        push("environment: prod"));

        assertThat(bench.job(runs.get(1), "a").state()).isEqualTo(JobState.WAITING);
        assertThat(bench.text(column("waiting_for", runs.get(2)))).isEqualTo("deployment_lock");
        assertThat(bench.text(column("message", runs.get(2))))
                .isEqualTo("Waits for the deployment lock of `prod`, which a of ci #1 holds");
        for (int turn = 1; turn <= 3; turn++) {
            List<ClaimedJob> claimed = bench.begin();
            assertThat(claimed).extracting(ClaimedJob::run).containsExactly(runs.get(turn - 1));
            assertThat(token(claimed.getFirst())).isEqualTo("" + turn);
            assertThat(bench.text("select claim_id from deployments where state = 'active'"))
                    .isEqualTo("" + claimed.getFirst().claim().value());
            bench.finish(claimed.getFirst(), turn == 2 ? EngineBench.failure() : success());
        }
        assertThat(bench.text("select count(*) from environments")).isEqualTo("1");
        assertThat(
                        bench.text(
                                "select string_agg(state || fence_token, ',' order by id) from deployments"))
                .isEqualTo("succeeded1,failed2,succeeded3");
        assertThat(bench.text("select count(*) from deployment_locks where deployment_id > 0"))
                .isEqualTo("0");
    }

    @Test
    void anExpressionThatGivesNoNameIsNoEnvironment() {
        RunId run = push("environment: \"${{ vars.NOTHING }}\"");

        assertThat(bench.job(run, "a").state()).isEqualTo(JobState.QUEUED);
        assertThat(bench.text("select count(*) from environments")).isEqualTo("0");
        assertThat(bench.text(column("environment", run))).isEqualTo("null");
    }

    @Test
    void whoDoesNotDeployTakesNoLock() {
        push("environment: {name: prod, deployment: false}");
        push("environment: prod");

        assertThat(bench.begin()).hasSize(2);
        assertThat(bench.text("select count(*) from deployments")).isEqualTo("1");
    }

    @Test
    void aDeploymentWaitsForItsGroupFirst() {
        push("concurrency: g");
        RunId second = push("concurrency: g, environment: prod");
        assertThat(bench.text(column("waiting_for", second))).isEqualTo("concurrency");
        RunId third = push("environment: prod");

        assertThat(bench.job(third, "a").state()).isEqualTo(JobState.QUEUED);
        List<ClaimedJob> claimed = bench.begin();
        bench.finish(claimed.getFirst(), success());
        assertThat(bench.text(column("waiting_for", second))).isEqualTo("deployment_lock");
        bench.finish(claimed.getLast(), success());
        assertThat(bench.job(second, "a").state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void aDeploymentIsNotRepeatedAfterALostRunner() {
        RunId first = push("environment: prod");
        RunId second = push("environment: prod");
        bench.begin();
        bench.loseRunner();

        assertThat(bench.job(first, "a").conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.job(first, "a").cause()).isEqualTo(Cause.RUNNER_LOST);
        assertThat(bench.text(column("message", first))).contains("not repeated by itself");
        assertThat(bench.text("select state from deployments where fence_token = 1"))
                .isEqualTo("failed");
        assertThat(bench.job(second, "a").state()).isEqualTo(JobState.WAITING);
        assertThat(bench.text(column("message", second)))
                .startsWith("Waits for the deployment lock of `prod`, which is kept until ");
        assertThat(OverdueHandovers.take(bench.runners())).isZero();

        passTheGrace();
        assertThat(OverdueHandovers.take(bench.runners())).isEqualTo(1);
        assertThat(token(bench.begin().getFirst())).isEqualTo("2");
    }

    @Test
    void theLockIsKeptAlsoWhenTheRunnerGivesADeploymentBack() {
        RunId first = push("environment: prod");
        RunId second = push("environment: prod");
        ClaimedJob begun = bench.begin().getFirst();

        assertThat(bench.giveBack(begun, Cause.RUNNER_LOST, "The runner lost it")).isTrue();

        assertThat(bench.job(first, "a").cause()).isEqualTo(Cause.RUNNER_LOST);
        assertThat(bench.job(second, "a").state()).isEqualTo(JobState.WAITING);
        passTheGrace();
        OverdueHandovers.take(bench.runners());
        assertThat(bench.job(second, "a").state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void theLockIsKeptAlsoWhenALostDeploymentWasCancelled() {
        RunId first = push("environment: prod");
        RunId second = push("environment: prod");
        bench.begin();
        bench.command("cancel", first);
        assertThat(bench.job(first, "a").conclusion()).as("its runner is asked").isNull();
        bench.loseRunner();

        assertThat(bench.job(first, "a").conclusion()).isEqualTo(Conclusion.CANCELLED);
        assertThat(bench.job(second, "a").state()).isEqualTo(JobState.WAITING);
        passTheGrace();
        OverdueHandovers.take(bench.runners());
        assertThat(bench.job(second, "a").state()).isEqualTo(JobState.QUEUED);
    }

    private void passTheGrace() {
        bench.execute("update deployment_locks set kept_until = kept_until - interval '1 hour'");
    }

    @Test
    void aJobThatHadNotBegunGoesBackAndKeepsItsLock() {
        RunId run = push("environment: prod");
        bench.claim();
        bench.execute("update claims set claimed_at = now() - interval '1 hour'");
        bench.loseRunner();

        assertThat(bench.job(run, "a").state()).isEqualTo(JobState.QUEUED);
        ClaimedJob again = bench.begin().getFirst();
        assertThat(token(again)).isEqualTo("1");
    }

    @Test
    void whereTheEnvironmentAllowsItADeploymentIsRepeatedWithANewToken() {
        RunId run = push("environment: prod");
        bench.execute("update environments set retries_after_lost_runner = true");
        ClaimedJob lost = bench.begin().getFirst();
        bench.loseRunner();

        assertThat(bench.job(run, "a").state()).isEqualTo(JobState.WAITING);
        passTheGrace();
        OverdueHandovers.take(bench.runners());
        assertThat(bench.job(run, "a").state()).isEqualTo(JobState.QUEUED);
        ClaimedJob again = bench.begin().getFirst();
        assertThat(token(again)).isEqualTo("2");
        assertThat(bench.finish(lost, success())).isFalse();
        assertThat(bench.finish(again, success())).isTrue();
        assertThat(bench.text("select state || fence_token from deployments"))
                .isEqualTo("succeeded2");
    }

    @Test
    void whoIsCancelledWhileWaitingOrDeployingFreesTheLock() {
        RunId first = push("environment: prod");
        RunId second = push("environment: prod");
        RunId third = push("environment: prod");
        bench.command("cancel", second);
        assertThat(bench.job(second, "a").conclusion()).isEqualTo(Conclusion.CANCELLED);
        bench.command("cancel", first);

        assertThat(bench.job(third, "a").state()).isEqualTo(JobState.QUEUED);
        assertThat(bench.text("select string_agg(state, ',' order by id) from deployments"))
                .isEqualTo("cancelled,cancelled,active");
    }

    @Test
    void aRerunIsAnotherDeployment() {
        RunId run = push("environment: prod");
        bench.work(EngineBench.failure());
        bench.command("rerun", run);

        assertThat(token(bench.begin().getFirst())).isEqualTo("2");
    }

    @Test
    void whatADeadProcessLeftUndoneIsMadeUpFor() {
        push("environment: prod");
        RunId second = push("environment: prod");
        bench.execute(
                "update deployment_locks set deployment_id = null, held_since = null;"
                        + "update deployments set state = 'failed' where state = 'active'");

        assertThat(OverdueHandovers.take(bench.runners())).isEqualTo(1);
        assertThat(bench.job(second, "a").state()).isEqualTo(JobState.QUEUED);
        assertThat(OverdueHandovers.take(bench.runners())).isZero();
    }

    @Test
    void aRunThatIsDeletedHoldsNothing() {
        push("concurrency: g, environment: prod");
        RunId second = push("environment: prod");
        bench.execute("delete from pipeline_runs where number = 1");
        OverdueHandovers.take(bench.runners());

        assertThat(bench.job(second, "a").state()).isEqualTo(JobState.QUEUED);
        assertThat(bench.text("select count(*) from concurrency_groups")).isEqualTo("0");
    }

    @Test
    void aRerunLooksAnewWhereItDeploys() {
        RunId run =
                bench.push(
                        file(
                                """
                                name: ci
                                on: push
                                jobs:
                                  a: {runs-on: linux, steps: [{run: x}]}
                                  b: {needs: a, environment: '${{ needs.a.outputs.where }}', runs-on: linux, steps: [{run: x}]}
                                """));
        bench.work(success());
        assertThat(bench.text("select count(*) from deployments")).isEqualTo("0");
        bench.work(success());
        bench.command("rerun", run);
        bench.work(success("{\"where\": \"prod\"}"));

        assertThat(bench.text("select state from deployments")).isEqualTo("active");
        assertThat(bench.text("select environment from jobs where key = 'b' and attempt = 2"))
                .isEqualTo("prod");
    }

    private static String column(String name, RunId run) {
        return "select " + name + " from jobs where run_id = " + run.value();
    }

    private static String token(ClaimedJob job) {
        return String.valueOf(Definitions.of(job).env().get("DEPLOY_FENCE_TOKEN"));
    }

    private RunId push(String settings) {
        return bench.push(file("name: ci\non: push\njobs:\n  a: {" + settings + REST + "}"));
    }
}
