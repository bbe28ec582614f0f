package dev.minijenkin.engine.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.explain.Explanation;
import dev.minijenkin.db.view.explain.Explanations;
import dev.minijenkin.engine.advance.EngineBench;
import dev.minijenkin.engine.recovery.OverdueHandovers;
import dev.minijenkin.engine.start.CalledFiles;
import dev.minijenkin.testing.Rows;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DecideDeploymentTest {
    private static final String CALLED =
            """
            on: {workflow_call: {inputs: {where: {type: string}}}}
            jobs:
              ship: {environment: '${{ inputs.where }}', runs-on: linux, steps: [{run: x}]}
            """;

    @AutoClose private final DeploymentBench bench = new DeploymentBench("required_approvals = 2");
    private final EngineBench engine = bench.engine();

    @Test
    void aJobWaitsForItsApprovalsBeforeItTakesTheLockOrARunner() {
        RunId run = bench.push();
        assertThat(bench.job(run))
                .isEqualTo("waiting | approval | Waits for approval at `prod`: 0 of 2 given");
        assertThat(engine.claim()).isEmpty();
        bench.rules("required_approvals = 0");
        OverdueHandovers.take(engine.runners());
        assertThat(engine.claim()).as("of the rules as they are now").hasSize(1);
        bench.rules("required_approvals = 2");
        RunId second = bench.push();

        assertThat(approve("mj_bo", second))
                .isEqualTo("done: Approved: ship has 1 of 2 approvals of prod");
        assertThat(bench.job(second))
                .isEqualTo(
                        "waiting | approval | Waits for approval at `prod`: 1 of 2 given (mj_bo)");
        assertThat(sentences(bench.ship(second), "approval"))
                .containsExactly("It needs 2 approvals and has 1 (mj_bo)");
        assertThat(sentences(bench.ship(second), "lock")).hasSize(1);
        assertThat(approve("mj_cy", second))
                .isEqualTo("done: Approved: ship has all approvals of prod");
        assertThat(bench.job(second))
                .isEqualTo(
                        "waiting | deployment_lock | Waits for the deployment lock of `prod`, which ship of ci #1 holds");
    }

    @Test
    void aPersonHasOneVoice() {
        RunId run = bench.push();
        approve("mj_bo", run);

        assertThat(approve("mj_bo", run)).isEqualTo("refused: mj_bo has approved it already");
        assertThat(engine.text("select count(*) from approvals")).isEqualTo("1");
        assertThat(engine.claim()).isEmpty();
    }

    @Test
    void onlyReviewersDecideAndMembersOfATeamAreReviewers() {
        engine.execute(
                """
                do $$ begin create role mj_team nologin; exception when duplicate_object then null; end $$
                """);
        bench.person("mj_bo");
        engine.execute("grant mj_team to mj_bo");
        bench.rules("required_approvals = 1, reviewers = '{mj_team,mj_cy}'");
        RunId run = bench.push();

        assertThat(approve("mj_dee", run))
                .isEqualTo("refused: mj_dee is none of the reviewers of prod: mj_team, mj_cy");
        assertThat(reject("mj_dee", run, null)).startsWith("refused: mj_dee is none of");
        assertThat(sentences(bench.ship(run), "approval"))
                .containsExactly(
                        "It needs 1 approval and has 0; these may give them: mj_team, mj_cy");
        assertThat(approve("mj_bo", run)).startsWith("done");
        assertThat(engine.claim()).hasSize(1);
    }

    @Test
    void aSuperuserIsNoMemberOfEveryTeam() {
        bench.rules("required_approvals = 1, reviewers = '{pg_monitor}'");
        RunId run = bench.push();
        engine.execute(
                "insert into commands (kind, job_id) values ('approve', %d)"
                        .formatted(bench.ship(run).value()));
        new CommandExecutor("test").executeWaiting(engine.runners());

        assertThat(engine.text("select outcome from commands"))
                .isEqualTo("postgres is none of the reviewers of prod: pg_monitor");
    }

    @Test
    void whoStartedARunOrAnAttemptDoesNotApproveItWhereThatIsSet() {
        bench.rules("required_approvals = 1, refuses_own_approval = true");
        RunId run = bench.push("refs/heads/main", '1', "MJ_bo");

        assertThat(approve("mj_bo", run))
                .isEqualTo(
                        "refused: mj_bo started it, and prod wants the approval of somebody else");
        assertThat(reject("mj_bo", run, "no")).startsWith("done");
        assertThat(bench.by("mj_cy", CommandKind.RERUN, run)).startsWith("done");
        assertThat(approve("mj_cy", run)).startsWith("refused: mj_cy started it");
        assertThat(approve("mj_dee", run)).startsWith("done");
    }

    @Test
    void whoRejectsFailsTheJobWithWhoAndWhyAndWhatNeedsItGoesOn() {
        RunId run =
                engine.push(
                        EngineBench.file(
                                """
                                name: ci
                                on: push
                                jobs:
                                  ship: {environment: prod, runs-on: linux, steps: [{run: x}]}
                                  after: {needs: ship, runs-on: linux, steps: [{run: x}]}
                                  clean: {needs: ship, if: always(), runs-on: linux, steps: [{run: x}]}
                                """));
        approve("mj_bo", run);

        assertThat(reject("mj_cy", run, "not on a Friday"))
                .isEqualTo("done: ship: Rejected for prod by mj_cy: not on a Friday");

        assertThat(bench.job(run))
                .isEqualTo(
                        "finished | failure | rejected | Rejected for prod by mj_cy: not on a Friday");
        assertThat(engine.states(run))
                .containsEntry("after", "SKIPPED")
                .containsEntry("clean", "QUEUED");
        assertThat(engine.text("select state from deployments")).isEqualTo("rejected");
        assertThat(approve("mj_dee", run)).isEqualTo("refused: The job ship has ended already");
    }

    @Test
    void theApprovalOfAJobThatWasCancelledMeanwhileSaysSo() {
        RunId run = bench.push();
        JobId ship = bench.ship(run);
        assertThat(bench.by("mj_bo", CommandKind.CANCEL, run)).startsWith("done");

        assertThat(bench.by("mj_bo", CommandKind.APPROVE, ship, null))
                .isEqualTo("refused: The job ship was cancelled meanwhile");
        assertThat(bench.by("mj_bo", CommandKind.APPROVE, run))
                .isEqualTo("refused: No job of the run waits for approval");
    }

    @Test
    void anotherAttemptAsksAnew() {
        bench.rules("required_approvals = 1");
        RunId run = bench.push();
        approve("mj_bo", run);
        engine.work(EngineBench.success());
        bench.by("mj_bo", CommandKind.RERUN, run);

        assertThat(bench.job(run)).startsWith("waiting | approval");
        assertThat(bench.by("mj_bo", CommandKind.APPROVE, run)).startsWith("done");
        assertThat(engine.claim()).hasSize(1);
    }

    @Test
    void aJobThatAsksForNothingIsNotApproved() {
        bench.rules("required_approvals = 0");
        RunId run = bench.push();

        assertThat(approve("mj_bo", run)).isEqualTo("refused: It waits for no approval");
    }

    @Test
    void aJobOfACalledWorkflowWaitsToo() {
        RunId run =
                engine.start(
                        engine.push("refs/heads/main"),
                        EngineBench.file(
                                "name: ci\non: push\njobs:\n  call: {uses: ./.mini-jenkin/workflows/deploy.yml, with: {where: prod}}\n"),
                        _ -> new CalledFiles.Answer.Found(CALLED.getBytes(StandardCharsets.UTF_8)));

        assertThat(engine.claim()).isEmpty();
        assertThat(bench.by("mj_bo", CommandKind.APPROVE, run))
                .isEqualTo("done: Approved: call / ship has 1 of 2 approvals of prod");
        assertThat(bench.by("mj_cy", CommandKind.APPROVE, run)).startsWith("done");
        assertThat(engine.claim()).hasSize(1);
    }

    @Test
    void aTimerLetsAJobOnByTheClockOfTheDatabase() {
        bench.rules("required_approvals = 0, wait_minutes = 5");
        RunId run = bench.push();
        assertThat(bench.job(run)).startsWith("waiting | wait_timer | Waits at `prod` until 2");
        assertThat(sentences(bench.ship(run), "timer").getFirst()).startsWith("It may start at ");
        assertThat(OverdueHandovers.take(engine.runners())).isZero();
        assertThat(engine.claim()).isEmpty();

        engine.execute("update deployments set created_at = created_at - interval '5 minutes'");

        assertThat(OverdueHandovers.take(engine.runners())).isEqualTo(1);
        assertThat(engine.claim()).hasSize(1);
    }

    @Test
    void onlyTheBranchesAndTagsThatAreAllowedDeploy() {
        bench.rules(
                "required_approvals = 0, allowed_branches = '{main,release/**,!release/old}', allowed_tags = '{v*}'");

        RunId feature = bench.push("refs/heads/feature", '1', "zoe");
        assertThat(bench.job(feature))
                .isEqualTo(
                        "finished | failure | rejected | The branch `feature` may not deploy to `prod`: only branches"
                                + " like main, release/**, !release/old and tags like v* may");
        assertThat(engine.run(feature).conclusion()).hasToString("FAILURE");
        assertThat(bench.job(bench.push("refs/heads/release/old", '1', "zoe")))
                .contains("rejected");
        assertThat(bench.job(bench.push("refs/heads/v1", '1', "zoe"))).contains("rejected");
        assertThat(bench.job(bench.push("refs/heads/release/a/b", '1', "zoe"))).isEqualTo("queued");
        assertThat(bench.job(bench.push("refs/tags/v1", '1', "zoe"))).contains("deployment_lock");
    }

    @Test
    void noProcessLetsADeploymentBeginThatItsRulesKeep() {
        bench.push();
        try (Rows runner = engine.as("only_mj_runner")) {
            for (String before : List.of("waiting", "cancelled", "rejected")) {
                runner.execute("update deployments set state = '" + before + "'");
                for (String after : List.of("active", "succeeded", "failed")) {
                    assertThatThrownBy(() ->
                                    runner.execute(
                                            "update deployments set fence_token = 1, state = '"
                                                    + after
                                                    + "'"))
                            .as(before + " to " + after)
                            .rootCause()
                            .hasMessageContaining(
                                    "its environment has rules that it does not meet");
                }
            }
        }
    }

    @Test
    void noPersonAndNoProcessSpeaksForSomebodyElseOrChangesARule() {
        RunId run = bench.push();
        String job = "" + bench.ship(run).value();
        bench.person("mj_bo");
        for (String login : List.of("mj_bo", "only_mj_runner")) {
            try (Rows rows = engine.as(login)) {
                for (String sql :
                        List.of(
                                "insert into approvals (job_id, actor, approved) values (JOB, 'mj_cy', true)",
                                "update approvals set actor = 'mj_cy'",
                                "insert into deployment_exceptions values (JOB, 'break_glass', 'mj_cy', 'x')",
                                "insert into commands (kind, job_id, actor) values ('approve', JOB, 'mj_cy')",
                                "update commands set actor = 'mj_cy'",
                                "update environments set required_approvals = 0",
                                "insert into environments (repository_id, name, wait_minutes) values (1, 'x', 1)")) {
                    assertThatThrownBy(() -> rows.execute(sql.replace("JOB", job)))
                            .as(login + ": " + sql)
                            .rootCause()
                            .hasMessageContaining("permission denied");
                }
            }
        }
    }

    @Test
    void noProcessSaysWhatNoCommandSays() {
        RunId run = bench.push();
        approve("mj_bo", run);
        try (Rows runner = engine.as("only_mj_runner")) {
            for (String function : List.of("decide_deployment", "break_glass")) {
                assertThatThrownBy(() ->
                                runner.text(
                                        "select %s((select max(id) from commands), %d)"
                                                .formatted(function, bench.ship(run).value())))
                        .as("a command is carried out once")
                        .rootCause()
                        .hasMessageContaining("returned no rows");
            }
        }
    }

    @Test
    void whoBreaksTheGlassPassesTheRulesButNotTheLock() {
        bench.rules("required_approvals = 2, wait_minutes = 60, break_glass_roles = '{mj_bo}'");
        for (String events : List.of("break_glass", "run_finished")) {
            engine.execute(
                    "insert into outbox_targets (name, kind, url, events) values ('%s', 'webhook', 'http://t', '{%s}')"
                            .formatted(events, events));
        }
        RunId run = bench.push();
        JobId ship = bench.ship(run);
        assertThat(bench.by("mj_bo", CommandKind.BREAK_GLASS, ship, " "))
                .isEqualTo("refused: Breaking the glass needs a reason");
        assertThat(bench.by("mj_cy", CommandKind.BREAK_GLASS, ship, "it burns"))
                .isEqualTo(
                        "refused: mj_cy may not break the glass of prod: administrators may, and mj_bo");

        assertThat(bench.by("mj_bo", CommandKind.BREAK_GLASS, ship, "it burns"))
                .isEqualTo(
                        "done: The glass of prod is broken: no rule keeps ship, and only the lock does");

        assertThat(bench.by("mj_bo", CommandKind.BREAK_GLASS, ship, "it burns"))
                .startsWith("refused: It waits at no environment");
        assertThat(sentences(ship, "break_glass"))
                .containsExactly("The rules of its environment do not count: it burns");
        assertThat(
                        engine.texts(
                                "select t.name, w.event, w.body ->> 'title', w.body ->> 'text' from webhooks_outbox w join"
                                        + " outbox_targets t on t.id = w.target_id"))
                .containsExactly(
                        "break_glass|break_glass|mj_bo broke the glass of prod in team/shop|ship of ci #1 at 11111111"
                                + " passes its rules: it burns");
        RunId second = bench.push();
        bench.by("mj_bo", CommandKind.BREAK_GLASS, bench.ship(second), "it still burns");
        assertThat(bench.job(second)).startsWith("waiting | deployment_lock");
        assertThat(engine.claim()).hasSize(1);
    }

    private String reject(String login, RunId run, @Nullable String reason) {
        return bench.by(login, CommandKind.REJECT, bench.ship(run), reason);
    }

    private String approve(String login, RunId run) {
        return bench.by(login, CommandKind.APPROVE, bench.ship(run), null);
    }

    private List<String> sentences(JobId job, String kind) {
        return engine.in(tx -> Explanations.of(tx, job)).stream()
                .filter(row -> row.kind().equals(kind))
                .map(Explanation::sentence)
                .toList();
    }
}
