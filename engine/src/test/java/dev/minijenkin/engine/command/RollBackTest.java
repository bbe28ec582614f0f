package dev.minijenkin.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.deployment.DeploymentHistory;
import dev.minijenkin.db.deployment.Environments;
import dev.minijenkin.db.deployment.PastDeployment;
import dev.minijenkin.engine.advance.EngineBench;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RollBackTest {
    private static final String OLD = " is older than what is deployed to `prod`, ci #";

    @AutoClose
    private final DeploymentBench bench = new DeploymentBench("refuses_older_commits = true");

    private final EngineBench engine = bench.engine();

    @Test
    void anOlderRunOfTheSameBranchIsRefusedUnlessItIsARollBack() {
        RunId first = deployed('1');
        RunId second = deployed('2');
        bench.by("mj_bo", CommandKind.RERUN, first);
        assertThat(bench.job(first))
                .isEqualTo(
                        "finished | failure | rejected | ci #1"
                                + OLD
                                + "2 at 22222222: roll back where that is wanted");

        assertThat(bench.rollBack("mj_bo", null))
                .isEqualTo(
                        "done: PROD goes back to ship of ci #1 at 11111111. Attempt 3: 1 job again");
        engine.work(EngineBench.success());

        PastDeployment now = history().getFirst();
        assertThat(now.state()).isEqualTo("succeeded");
        assertThat(now.run()).isEqualTo(first);
        assertThat(now.actor()).isEqualTo("mj_bo");
        assertThat(now.remarks()).containsExactly("rolled back by mj_bo: it burns");
        assertThat(deployedCommit()).startsWith("1111");
        assertThat(bench.rollBack("mj_bo", null))
                .as("never to what was left")
                .isEqualTo(
                        "refused: Nothing was deployed well to PROD before what was deployed last");
        bench.by("mj_bo", CommandKind.RERUN, second);
        engine.work(EngineBench.success());
        assertThat(deployedCommit()).as("newer than what is deployed").startsWith("2222");
    }

    @Test
    void anotherBranchHasNoOrder() {
        deployed('1');
        RunId hotfix = bench.push("refs/heads/hotfix", '2', "zoe");
        RunId main = bench.push("refs/heads/main", '3', "zoe");
        engine.work(EngineBench.success());
        engine.work(EngineBench.success());
        bench.by("mj_bo", CommandKind.RERUN, hotfix);
        engine.work(EngineBench.success());

        assertThat(engine.run(main).conclusion()).hasToString("SUCCESS");
        assertThat(deployedCommit()).startsWith("2222");
    }

    @Test
    void aFailedDeploymentGoesBackToTheLastGoodOneOrToOneThatIsNamed() {
        deployed('1');
        deployed('2');
        bench.push("refs/heads/main", '3', "zoe");
        engine.work(EngineBench.failure());

        assertThat(bench.rollBack("mj_bo", null)).contains("goes back to ship of ci #2");
        engine.work(EngineBench.success());
        long oldest = history().getLast().id();
        assertThat(bench.rollBack("mj_bo", oldest)).contains("goes back to ship of ci #1");
        engine.work(EngineBench.success());
        assertThat(deployedCommit()).startsWith("1111");
        assertThat(bench.rollBack("mj_bo", 4711L))
                .isEqualTo("refused: PROD has no deployment 4711");
        long failed = history().get(2).id();
        assertThat(bench.rollBack("mj_bo", failed))
                .endsWith("is failed: only one that succeeded is rolled back to");
    }

    @Test
    void aRollBackWaitsForItsApprovalsLikeOthers() {
        RunId first = deployed('1');
        deployed('2');
        bench.rules("required_approvals = 1, refuses_own_approval = true");
        bench.rollBack("mj_bo", null);
        assertThat(engine.claim()).isEmpty();

        assertThat(bench.by("mj_bo", CommandKind.APPROVE, first))
                .startsWith("refused: mj_bo started it");
        assertThat(bench.by("mj_cy", CommandKind.APPROVE, first)).startsWith("done");
        assertThat(engine.work(EngineBench.success())).containsExactly("ship");
        assertThat(history().getFirst().approvedBy()).containsExactly("mj_cy");
    }

    @Test
    void whileARunIsUnderWayItIsNotRolledBackTo() {
        RunId first = deployed('1');
        deployed('2');
        bench.rules("required_approvals = 1, refuses_older_commits = false");
        bench.by("mj_bo", CommandKind.RERUN, first);

        assertThat(bench.rollBack("mj_bo", null))
                .isEqualTo(
                        "refused: ship of ci #1, which was deployed well: The run has not ended yet: wait, or cancel it first");
    }

    private RunId deployed(char commit) {
        RunId run = bench.push("refs/heads/main", commit, "zoe");
        assertThat(engine.work(EngineBench.success())).containsExactly("ship");
        return run;
    }

    private List<PastDeployment> history() {
        return engine.in(tx ->
                DeploymentHistory.newest(
                        tx,
                        Environments.find(tx, engine.repository().id(), "prod").orElseThrow(),
                        20));
    }

    private String deployedCommit() {
        return engine.in(tx ->
                        DeploymentHistory.deployed(
                                tx,
                                Environments.find(tx, engine.repository().id(), "prod")
                                        .orElseThrow()))
                .orElseThrow()
                .commit();
    }
}
