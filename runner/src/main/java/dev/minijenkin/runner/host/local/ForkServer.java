package dev.minijenkin.runner.host.local;

import dev.minijenkin.runner.host.HostCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A small process in the scope of a job that forks the processes of its steps: to enter a scope
/// and to begin a session costs several programs, and here only one of them, once.
///
/// It is a few lines of perl, which can fork and hand on any environment as it is. Used by the
/// thread of its job alone; a platform thread waits for each process, for reading a pipe occupies
/// it.
final class ForkServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ForkServer.class);
    private static final long MUST_END_SECONDS = 1;

    /// The number of `setsid` in the kernel's table (`unistd.h`): the module that knows it by name
    /// takes longer to load than everything else.
    private static final int SETSID =
            switch (System.getProperty("os.arch")) {
                case "amd64" -> 112;
                case "aarch64", "riscv64", "loongarch64" -> 157;
                case "arm", "ppc64le", "s390x" -> 66;
                default -> -1;
            };

    /// Answers each request of [ForkRequest]: `started PID` once the program runs and then `ended
    /// STATUS` with the status of `waitpid`, or `failed WHY`. As the first process of a PID
    /// namespace it has an argument, says when it is ready, and reaps whatever becomes its child
    /// meanwhile.
    private static final String SCRIPT =
            """
            sub answer { syswrite(STDOUT, "@_\\n") }
            sub take {
                my ($wanted, $taken) = (shift, '');
                while (length($taken) < $wanted) {
                    sysread(STDIN, $taken, $wanted - length($taken), length($taken)) or exit;
                }
                return $taken;
            }
            sub become {
                my ($folder, $out, $command, $environment) = @_;
                syscall(SETSID);
                open(STDIN, '<', '/dev/null') or return;
                open(STDOUT, '>&', $out) or return;
                open(STDERR, '>&', $out) or return;
                chdir($folder) or return;
                %ENV = map { split(/=/, $_, 2) } @$environment;
                no warnings;
                exec { $command->[0] } @$command;
            }
            sub await {
                my $pid = shift;
                while ((my $ended = wait()) != $pid) { last if $ended < 0 }
            }
            if (@ARGV) { answer('ready'); open(STDERR, '>', '/dev/null') }
            while (1) {
                my $request = take(unpack('N', take(4)));
                my ($folder, $pipe, $words, @rest) = split(/\\0/, $request, -1);
                my @command = splice(@rest, 0, $words);
                my ($out, $why, $fault);
                unless (open($out, '>', $pipe) and pipe($why, $fault)) { answer("failed $!"); next }
                my $pid = fork();
                if (!defined($pid)) { answer("failed $!"); next }
                if ($pid == 0) {
                    become($folder, $out, \\@command, \\@rest);
                    syswrite($fault, "$!");
                    exit(127);
                }
                close($out);
                close($fault);
                my $reason = '';
                sysread($why, $reason, 1000);
                if ($reason ne '') { await($pid); answer("failed $reason"); next }
                answer("started $pid");
                await($pid);
                answer("ended $?");
            }
            """
                    .replace("SETSID", Integer.toString(SETSID));

    private final Process process;
    private final BufferedReader answers;
    private final Place place;
    private volatile CompletableFuture<Integer> last = CompletableFuture.completedFuture(0);

    /// Where a server runs, as the runner sees it.
    interface Place {
        /// Returns when it can be told what to fork.
        ///
        /// @throws IOException if it does not get there; the message says why
        void awaitReady() throws IOException;

        /// What it forked last, by the number that it told; empty once that has ended.
        Optional<ProcessHandle> handle(long pid);

        /// Whether it ends by itself with the scope of the job.
        boolean endsWithScope();
    }

    /// @param process whose pipes are those of the server
    ForkServer(Process process, Place place) {
        this.process = process;
        this.answers = process.inputReader(ForkRequest.CHARSET);
        this.place = place;
    }

    /// What carries out that it is the first process of a PID namespace.
    static List<String> asFirst(Path program) {
        return List.of(program.toString(), "-e", SCRIPT, "mini-jenkin-job");
    }

    /// Its program; empty where this host has none that can do it.
    static Optional<Path> program() {
        return Programs.find("perl", System.getenv().getOrDefault("PATH", ""))
                .filter(ForkServer::works);
    }

    /// @param session in which it begins: that of the scope
    static ForkServer start(Path program, ProcessSession session, String trackingId)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(session.wrap(List.of(program.toString(), "-e", SCRIPT)))
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        String path = environment.getOrDefault("PATH", "");
        environment.clear();
        environment.put("PATH", path);
        environment.put(ProcessTable.TRACKING_VARIABLE, trackingId);
        Process process = builder.start();
        return new ForkServer(process, new Session(process, session.leader()));
    }

    /// See [ProcessStarter#start].
    StartedProcess fork(HostCommand command, Path pipe) throws IOException {
        place.awaitReady();
        process.getOutputStream().write(ForkRequest.encode(command, pipe));
        process.getOutputStream().flush();
        String answer = answer();
        if (!answer.startsWith("started ")) {
            throw new IOException(answer.substring(answer.indexOf(' ') + 1));
        }
        long pid = Long.parseLong(answer.substring("started ".length()));
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        last = exit;
        Thread.ofPlatform().daemon().name("exit-of-" + pid).start(() -> await(exit));
        return new StartedProcess(
                exit, new ProcessTree(() -> place.handle(pid), ProcessSession.Leader.PROCESS));
    }

    /// Whether a process that it forked has not ended: it awaits one at a time.
    boolean isBusy() {
        return !last.isDone();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        if (place.endsWithScope()) {
            return;
        }
        // Its pipe ends too, for where it is not this process but a child of it.
        process.destroyForcibly();
        try {
            process.waitFor(MUST_END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private String answer() throws IOException {
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the process that starts those of the job has ended");
        }
        return answer;
    }

    private void await(CompletableFuture<Integer> exit) {
        try {
            int status = Integer.parseInt(answer().substring("ended ".length()));
            int signal = status & 0x7f;
            exit.complete(signal == 0 ? status >> 8 : 128 + signal);
        } catch (IOException e) {
            exit.completeExceptionally(e);
        }
    }

    /// In a session that the server leads, or its child.
    private record Session(Process process, ProcessSession.Leader leader) implements Place {
        @Override
        public void awaitReady() {}

        /// In a PID namespace its number is another one; but there is only one at a time.
        @Override
        public Optional<ProcessHandle> handle(long pid) {
            return leader == ProcessSession.Leader.CHILD
                    ? process.children()
                            .findFirst()
                            .flatMap(server -> server.children().findFirst())
                    : ProcessHandle.of(pid);
        }

        @Override
        public boolean endsWithScope() {
            return false;
        }
    }

    private static boolean works(Path program) {
        try {
            Process process =
                    new ProcessBuilder(
                                    program.toString(), "-e", "exit(syscall(" + SETSID + ") != $$)")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            LOG.debug("No fork server", e);
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
