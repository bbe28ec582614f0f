package dev.minijenkin.runner.host.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.runner.host.HostCommand;
import dev.minijenkin.runner.host.ProcessExit;
import dev.minijenkin.runner.host.StepHost;
import dev.minijenkin.runner.stop.StopSignal;
import dev.minijenkin.runner.user.JobUser;
import dev.minijenkin.runner.workspace.WorkFolder;
import dev.minijenkin.runner.workspace.Workspace;
import dev.minijenkin.testing.Rows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalHostsTest {
    @TempDir Path folder;
    private final CollectedOutput output = new CollectedOutput();

    @Test
    void closingTheHostOfAJobEndsWhatItsStepsLeftAndNothingOfAnother() throws Exception {
        try (WorkFolder work = WorkFolder.take(folder.resolve("work"));
                LocalHosts hosts = LocalHosts.start(work);
                StepHost other = open(hosts, work, 2)) {
            run(other, work, 2, "sleep 1002 & echo left");
            try (StepHost one = open(hosts, work, 1)) {
                assertThat(run(one, work, 1, "sleep 1001 & echo left")).isEqualTo(exited(0));
            }

            await().atMost(Rows.PATIENCE)
                    .until(() -> ProcessTable.tracked(work.trackingId(1)).isEmpty());
            assertThat(sleeping("1001")).isFalse();
            assertThat(sleeping("1002")).isTrue();
        }
    }

    @Test
    void itsProgramsAreThoseOnThePath() {
        try (WorkFolder work = WorkFolder.take(folder.resolve("work"));
                LocalHosts hosts = LocalHosts.start(work);
                StepHost host = open(hosts, work, 1)) {
            assertThat(host.hasProgram("sh", "/usr/bin:/bin")).isTrue();
            assertThat(host.hasProgram("sh", folder.toString())).isFalse();
        }
    }

    @Test
    void aHostWithoutScopesSaysWhatThatMeansAndEndsTheRest() throws Exception {
        assertThat(ProcessScopes.NONE.told()).contains("outlives its job");
        try (WorkFolder work = WorkFolder.take(folder.resolve("work"));
                LocalHosts hosts =
                        LocalHosts.start(
                                work, Set.of(), ProcessScopes.NONE, ForkServer.program())) {
            try (StepHost one = open(hosts, work, 1)) {
                run(one, work, 1, "setsid sleep 1004 > /dev/null 2>&1 & sleep 0.1");
                assertThat(sleeping("1004")).isTrue();
            }
            await().atMost(Rows.PATIENCE).until(() -> !sleeping("1004"));
        }
    }

    /// Where there are no scopes, by what processes inherit; of another folder's runner nothing
    /// ends.
    @Test
    void whoStartsAnewEndsWhatIsLeftOfARunnerThatDied() throws Exception {
        try (WorkFolder work = WorkFolder.take(folder.resolve("work"))) {
            Process left = left(work.trackingId(7));
            Process other = left(folder.resolve("work2") + "#7");
            try (LocalHosts _ =
                    LocalHosts.start(work, Set.of(), ProcessScopes.NONE, ForkServer.program())) {
                assertThat(left.waitFor(Rows.PATIENCE)).isTrue();
                assertThat(other.isAlive()).isTrue();
            } finally {
                other.destroyForcibly();
                left.destroyForcibly();
            }
        }
    }

    private static Process left(String trackingId) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sleep", "1005");
        builder.environment().put(ProcessTable.TRACKING_VARIABLE, trackingId);
        return builder.start();
    }

    private static boolean sleeping(String seconds) {
        return ProcessHandle.allProcesses()
                .anyMatch(process ->
                        process.info()
                                .arguments()
                                .filter(arguments -> List.of(arguments).equals(List.of(seconds)))
                                .isPresent());
    }

    private ProcessExit run(StepHost host, WorkFolder work, long claim, String script)
            throws Exception {
        Workspace workspace = workspace(work, claim);
        return host.start(
                        new HostCommand(
                                List.of("bash", "-c", script),
                                workspace.source(),
                                host.environment()),
                        output)
                .await(new StopSignal(), () -> false, Optional.empty());
    }

    private static StepHost open(LocalHosts hosts, WorkFolder work, long claim) {
        return hosts.open(new ClaimId(claim), workspace(work, claim), Optional.empty());
    }

    private static Workspace workspace(WorkFolder work, long claim) {
        return work.workspace("team/shop", "build", claim, JobUser.OWN);
    }

    private static ProcessExit exited(int code) {
        return new ProcessExit.Exited(code);
    }
}
