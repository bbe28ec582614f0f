package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.runner.action.Actions;
import dev.minijenkin.runner.host.HostCommand;
import dev.minijenkin.runner.host.HostProcess;
import dev.minijenkin.runner.host.OutputSink;
import dev.minijenkin.runner.host.StepHost;
import dev.minijenkin.runner.host.StepHosts;
import dev.minijenkin.runner.host.local.LocalHosts;
import dev.minijenkin.runner.lease.Lease;
import dev.minijenkin.runner.lease.LeasePass;
import dev.minijenkin.runner.workspace.WorkFolder;
import dev.minijenkin.runner.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The life of a host, as a kind of host may rely on it.
class StepHostTest {
    @TempDir Path folder;
    private final List<String> calls = new CopyOnWriteArrayList<>();

    @Test
    void aHostIsShownWhatItsProcessesNeedBeforeTheyStartAndAskedForWhatTheyWroteAfter() {
        try (RunnerBench bench = new RunnerBench(folder.resolve("nowhere.git"), "0".repeat(40));
                Runner _ = bench.runner(folder.resolve("oak"), this::hosts, Actions.OWN)) {
            RunId run = bench.pushSteps("- run: echo done");

            assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
            assertThat(bench.printed(run)).containsExactly("done");
        }
        assertThat(calls)
                .startsWith("open")
                .containsSubsequence("in event.json", "in github_output_1", "in step_1.sh", "start")
                .containsSubsequence("start", "ended", "out github_output_1", "close")
                .containsOnlyOnce("start")
                .endsWith("close");
    }

    private StepHosts hosts(WorkFolder work) {
        return new ToldHosts(LocalHosts.start(work));
    }

    private final class ToldHosts implements StepHosts {
        private final StepHosts real;

        ToldHosts(StepHosts real) {
            this.real = real;
        }

        @Override
        public void extended(Lease.Extension extension) {
            real.extended(extension);
        }

        @Override
        public StepHost open(ClaimId claim, Workspace workspace, Optional<LeasePass> pass) {
            calls.add("open");
            return new ToldHost(real.open(claim, workspace, pass), workspace);
        }

        @Override
        public void close() {
            real.close();
        }
    }

    private final class ToldHost implements StepHost {
        private final StepHost real;
        private final Workspace workspace;

        ToldHost(StepHost real, Workspace workspace) {
            this.real = real;
            this.workspace = workspace;
        }

        @Override
        public Map<String, String> environment() {
            return real.environment();
        }

        @Override
        public Optional<String> findProgram(String program, String path) {
            return real.findProgram(program, path);
        }

        @Override
        public void copyIn(Collection<Path> paths) {
            for (Path path : paths) {
                assertThat(path).exists().hasParentRaw(workspace.control());
                calls.add("in " + path.getFileName());
            }
        }

        @Override
        public void copyOut(Collection<Path> paths) {
            for (Path path : paths) {
                assertThat(path).hasParentRaw(workspace.control());
                calls.add("out " + path.getFileName());
            }
        }

        @Override
        public HostProcess start(HostCommand command, OutputSink output) throws IOException {
            calls.add("start");
            HostProcess process = real.start(command, output);
            return (stop, survivesCancel, timeout) -> {
                var exit = process.await(stop, survivesCancel, timeout);
                calls.add("ended");
                return exit;
            };
        }

        @Override
        public void close() {
            calls.add(Files.exists(workspace.temp()) ? "close" : "close too late");
            real.close();
        }
    }
}
