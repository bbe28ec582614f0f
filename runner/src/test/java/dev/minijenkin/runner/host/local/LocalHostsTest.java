package dev.minijenkin.runner.host.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.runner.host.HostCommand;
import dev.minijenkin.runner.host.ProcessExit;
import dev.minijenkin.runner.host.StepHost;
import dev.minijenkin.runner.stop.StopSignal;
import dev.minijenkin.runner.workspace.WorkFolder;
import dev.minijenkin.runner.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
            run(other, work, 2, "sleep 1000 & echo left");
            try (StepHost one = open(hosts, work, 1)) {
                assertThat(run(one, work, 1, "sleep 1000 & echo left")).isEqualTo(exited(0));
            }

            await().until(() -> ProcessTable.tracked(work.trackingId(1)).isEmpty());
            assertThat(ProcessTable.tracked(work.trackingId(2))).hasSize(1);
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
        return hosts.open(new ClaimId(claim), workspace(work, claim));
    }

    private static Workspace workspace(WorkFolder work, long claim) {
        return work.workspace("team/shop", "build", claim);
    }

    private static ProcessExit exited(int code) {
        return new ProcessExit.Exited(code);
    }
}
