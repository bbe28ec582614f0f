package dev.minijenkin.runner.host.local;

import dev.minijenkin.runner.fault.RunnerException;
import dev.minijenkin.runner.user.SystemUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// Named pipes, made ahead of time, through which processes print.
///
/// Java closes the anonymous pipe of a process as soon as that process has exited, and with it the
/// output of what it left in the background (a server for the next step), which then dies of
/// SIGPIPE. A named pipe stays open as long as anybody holds it. Making one costs a process, so a
/// few are kept ready and a step does not wait for them. Any threads may share one; what is made
/// ahead of time is guarded by its lock.
final class OutputPipes implements AutoCloseable {
    private static final int READY = 32;

    private final Path folder;
    private final Optional<SystemUser> writer;
    private final BlockingQueue<Path> ready = new ArrayBlockingQueue<>(READY);
    private long made;
    private boolean closed;

    /// Nothing is made yet.
    ///
    /// @param folder on a file system of the host, used by nobody else
    /// @param writer who else than this user's own processes prints
    OutputPipes(Path folder, Optional<SystemUser> writer) {
        this.folder = folder;
        this.writer = writer;
    }

    /// A pipe of the caller's own, who deletes its name when both ends are open.
    Path take() {
        Path pipe = ready.poll();
        if (ready.size() < READY / 2) {
            Thread.ofVirtual().name("output-pipes").start(this::prepare);
        }
        return pipe == null ? make(1).getFirst() : pipe;
    }

    /// Fills the reserve.
    synchronized void prepare() {
        int missing = ready.remainingCapacity();
        if (missing == 0 || closed) {
            return;
        }
        for (Path pipe : make(missing)) {
            if (!ready.offer(pipe)) {
                discard(pipe);
            }
        }
    }

    /// Deletes the reserve; no further one is made, and when this returns nothing touches the
    /// folder.
    @Override
    public synchronized void close() {
        closed = true;
        for (Path pipe = ready.poll(); pipe != null; pipe = ready.poll()) {
            discard(pipe);
        }
    }

    private synchronized List<Path> make(int count) {
        List<Path> pipes = new ArrayList<>();
        List<String> command = new ArrayList<>(List.of("mkfifo", "-m", "600"));
        for (int i = 0; i < count; i++) {
            Path pipe =
                    folder.resolve(
                            "output"
                                    + writer.map(user -> "-of-" + user.name()).orElse("")
                                    + "-"
                                    + ProcessHandle.current().pid()
                                    + "-"
                                    + made++);
            discard(pipe);
            pipes.add(pipe);
            command.add(pipe.toString());
        }
        try {
            Files.createDirectories(folder);
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
                String said =
                        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                                .strip();
                throw new RunnerException("Cannot make pipes in " + folder + ": " + said);
            }
            if (writer.isPresent()) {
                for (Path pipe : pipes) {
                    Files.setAttribute(pipe, "unix:uid", writer.get().uid());
                }
            }
            return pipes;
        } catch (IOException e) {
            throw new RunnerException("Cannot make pipes in " + folder + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunnerException("Interrupted while making pipes in " + folder, e);
        }
    }

    private static void discard(Path pipe) {
        try {
            Files.deleteIfExists(pipe);
        } catch (IOException e) {
            throw new RunnerException("Cannot delete " + pipe + ": " + e.getMessage(), e);
        }
    }
}
