package dev.minijenkin.stress.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.instance.Closing;
import dev.minijenkin.instance.DatabaseAccess;
import dev.minijenkin.runner.Runner;
import dev.minijenkin.runner.action.Actions;
import dev.minijenkin.runner.claimloop.RunnerConfiguration;
import dev.minijenkin.runner.host.HostCommand;
import dev.minijenkin.runner.host.HostProcess;
import dev.minijenkin.runner.host.OutputSink;
import dev.minijenkin.runner.host.ProcessExit;
import dev.minijenkin.runner.host.StepHost;
import dev.minijenkin.runner.host.StepHosts;
import dev.minijenkin.runner.lease.Lease;
import dev.minijenkin.runner.lease.LeasePass;
import dev.minijenkin.runner.workspace.Workspace;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Hosts that start no process: each step prints its lines and has ended. What is left is the cost
/// of everything around it.
public final class IdleHosts implements StepHosts {
    private final Consumer<OutputSink> printing;

    /// @param lines that each step prints at once
    public IdleHosts(int lines) {
        this(
                allAtOnce(
                        "one line of a log as builds write them, of some seventy letters\n"
                                .repeat(lines)
                                .getBytes(UTF_8)));
    }

    /// @param printing what each step does
    public IdleHosts(Consumer<OutputSink> printing) {
        this.printing = printing;
    }

    /// A runner as in production, in this process; only the processes of its steps are missing.
    ///
    /// @param lines that each step prints
    /// @return closes it
    public static Closing runner(
            DatabaseConfiguration configuration, RunnerConfiguration runner, int lines)
            throws InterruptedException {
        Closing open = new Closing();
        DatabaseAccess access = open.add(DatabaseAccess.open(configuration, Runner.TOPICS));
        open.add(
                Runner.start(
                        runner,
                        access.database(),
                        access.listener(),
                        _ -> new IdleHosts(lines),
                        Actions.OWN));
        return open;
    }

    /// A runner that carries out nothing.
    ///
    /// @param lines of log a job
    /// @return closes it
    public static Closing emptyRunner(
            DatabaseConfiguration configuration, RunnerConfiguration runner, int lines)
            throws InterruptedException {
        Closing open = new Closing();
        DatabaseAccess access = open.add(DatabaseAccess.open(configuration, Runner.TOPICS));
        open.add(
                Runner.start(
                        runner, access.database(), access.listener(), new EmptyExecutor(lines)));
        return open;
    }

    private static Consumer<OutputSink> allAtOnce(byte[] printed) {
        return output -> {
            byte[] copy = printed.clone();
            output.bytes(copy, copy.length);
        };
    }

    @Override
    public StepHost open(ClaimId claim, Workspace workspace, Optional<LeasePass> pass) {
        return new IdleHost();
    }

    @Override
    public void extended(Lease.Extension extension) {
        // Nothing has to be ended.
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    private final class IdleHost implements StepHost {
        @Override
        public Map<String, String> environment() {
            return Map.of("PATH", "/usr/bin:/bin");
        }

        @Override
        public Optional<String> findProgram(String program, String path) {
            return Optional.of(program);
        }

        @Override
        public void copyIn(Collection<Path> paths) {
            // Nobody looks.
        }

        @Override
        public void copyOut(Collection<Path> paths) {
            // Nobody wrote.
        }

        @Override
        public HostProcess start(HostCommand command, OutputSink output) {
            printing.accept(output);
            output.end();
            return (_, _, _) -> new ProcessExit.Exited(0);
        }

        @Override
        public void close() {
            // Nothing runs.
        }
    }
}
