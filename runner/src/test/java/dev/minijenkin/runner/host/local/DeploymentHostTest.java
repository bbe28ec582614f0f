package dev.minijenkin.runner.host.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.runner.fault.RunnerException;
import dev.minijenkin.runner.host.HostCommand;
import dev.minijenkin.runner.host.ProcessExit;
import dev.minijenkin.runner.host.StepHost;
import dev.minijenkin.runner.host.StopTimeouts;
import dev.minijenkin.runner.lease.HostClock;
import dev.minijenkin.runner.lease.Lease;
import dev.minijenkin.runner.lease.LeasePass;
import dev.minijenkin.runner.stop.StopSignal;
import dev.minijenkin.runner.user.JobUser;
import dev.minijenkin.runner.workspace.WorkFolder;
import dev.minijenkin.runner.workspace.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The clock of the runner stands: it takes itself for as long within its lease as a test wants.
class DeploymentHostTest {
    private static final Duration LEASE = Duration.ofMinutes(1);

    /// No process has such a number.
    private static final long NOBODY = Integer.MAX_VALUE;

    @TempDir Path folder;
    private final AtomicLong standing = new AtomicLong(new HostClock().getAsLong());
    private final Lease lease = new Lease(standing::get);
    private final CollectedOutput output = new CollectedOutput();
    private WorkFolder work;
    private LocalHosts hosts;
    private StepHost host;

    @BeforeEach
    void open() {
        work = WorkFolder.take(folder.resolve("work"));
        hosts = LocalHosts.start(work);
        beat();
        host = hosts.open(new ClaimId(1), workspace(), Optional.of(LeasePass.of(lease)));
    }

    @AfterEach
    void close() {
        host.close();
        hosts.close();
        work.close();
    }

    @Test
    void runsWhatItIsAskedForWithItsEnvironment() throws Exception {
        Map<String, String> environment = new HashMap<>(host.environment());
        environment.put(
                "BASH_ENV", Files.writeString(folder.resolve("rc"), "echo rc\n").toString());
        environment.put("WHERE", "a b");

        assertThat(run(environment, "echo \"$WHERE\"; exit 3"))
                .isEqualTo(new ProcessExit.Exited(3));
        assertThat(output.text()).as("carried out once, by the step itself").isEqualTo("rc\na b\n");
    }

    @Test
    void startsNothingOnceTheLeaseIsOver() {
        standing.addAndGet(LEASE.toMillis());

        assertThatThrownBy(() -> run("echo never"))
                .isInstanceOf(RunnerException.class)
                .hasMessageContaining("another one may deploy by now");

        beat();
        assertThatThrownBy(() -> run("echo never"))
                .as("nor when the runner is answered again")
                .isInstanceOf(RunnerException.class);
    }

    /// The runner stood still between its look at the lease and the start of the process.
    @Test
    void aProcessThatStartsTooLateLooksForItselfAndDoesNothing() throws Exception {
        standing.addAndGet(-10 * LEASE.toMillis());
        hosts.extended(lease.answered(standing.get(), LEASE));
        // A watchdog that lets it, so that only the process itself is left.
        hosts.extended(new Lease.Extension(standing.get(), Long.MAX_VALUE / 2));

        assertThat(run("echo never")).isEqualTo(new ProcessExit.Exited(75));
        assertThat(output.text()).isEmpty();
    }

    @Test
    void startsNothingWithoutAWatchdog() throws Exception {
        hosts.close();

        assertThatThrownBy(() -> run("echo never"))
                .isInstanceOf(RunnerException.class)
                .hasMessage("The runner ends, so no deployment may go on");
    }

    @Test
    void whenItIsClosedNothingOfTheDeploymentIsLeft() throws Exception {
        run("for i in 1 2 3 4 5 6 7 8 9; do setsid sleep 1000 & done; disown -a");
        assertThat(ProcessTable.tracked(work.trackingId(1))).hasSizeGreaterThan(5);

        host.close();

        assertThat(ProcessTable.tracked(work.trackingId(1))).isEmpty();
    }

    /// A process that hangs in the kernel dies late, and until then nobody else may deploy.
    @Test
    void itIsNotClosedBeforeTheLastOfItsProcessesIsGone() {
        AtomicInteger looks = new AtomicInteger();
        AtomicBoolean discarded = new AtomicBoolean();
        ProcessScope dyingLate =
                new ProcessScope() {
                    @Override
                    public ProcessSession enter(ProcessSession session, Path directory) {
                        return session;
                    }

                    @Override
                    public Set<Long> members() {
                        return looks.incrementAndGet() < 20 ? Set.of(NOBODY) : Set.of();
                    }

                    @Override
                    public boolean end() {
                        return false;
                    }

                    @Override
                    public void discard() {
                        discarded.set(true);
                    }
                };
        ProcessSession session = ProcessSession.ofThisHost();
        try (Watchdog watchdog = Watchdog.start(session, work.trackingPrefix())) {
            LocalHost local =
                    new LocalHost(
                            Map.of(),
                            Map.of(),
                            new Launcher(
                                    new DirectStarter(session, dyingLate),
                                    List.of(),
                                    new OutputPipes(work.pipes(), Optional.empty()),
                                    StopTimeouts.USUAL),
                            work.trackingId(2),
                            dyingLate,
                            Optional.empty());
            DeploymentHost.open(local, 2, LeasePass.of(lease), watchdog).close();
        }
        assertThat(looks).hasValueGreaterThanOrEqualTo(20);
        assertThat(discarded).isTrue();
    }

    private void beat() {
        hosts.extended(lease.answered(standing.get(), LEASE));
    }

    private ProcessExit run(String script) throws Exception {
        return run(host.environment(), script);
    }

    private ProcessExit run(Map<String, String> environment, String script) throws Exception {
        return host.start(
                        new HostCommand(
                                List.of("bash", "-c", script), workspace().source(), environment),
                        output)
                .await(new StopSignal(), () -> false, Optional.empty());
    }

    private Workspace workspace() {
        return work.workspace("team/shop", "build", 1, JobUser.OWN);
    }
}
