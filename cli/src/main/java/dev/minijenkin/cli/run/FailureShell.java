package dev.minijenkin.cli.run;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.runner.job.services.StepFailures;
import dev.minijenkin.runner.stop.StopSignal;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;

/// A shell for the person at the terminal where a step fails, with all that the step had. Several
/// failures come one after another. Threads of jobs wait here; the one that shows the run opens the
/// shells, so that nothing else is printed meanwhile.
final class FailureShell implements StepFailures, AutoCloseable {
    private static final File TERMINAL = new File("/dev/tty");
    private static final String LAST_RESORT = "/bin/sh";

    private final Queue<Visit> visits = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    private FailureShell() {}

    /// A job that waits.
    ///
    /// @param over completed when it may go on
    record Visit(FailedStep step, StopSignal stop, CompletableFuture<Boolean> over) {}

    /// One that nobody is sent to.
    static FailureShell never() {
        return new FailureShell();
    }

    /// @throws CommandFailureException where nobody sits at a terminal
    static FailureShell atTheTerminal() {
        try (RandomAccessFile _ = new RandomAccessFile(TERMINAL, "rw")) {
            return new FailureShell();
        } catch (IOException e) {
            throw new CommandFailureException(
                    "--shell needs a terminal, and nobody sits at one here: leave it out.", e);
        }
    }

    @Override
    public void look(FailedStep step, StopSignal stop) throws InterruptedException {
        Visit visit = new Visit(step, stop, new CompletableFuture<>());
        visits.add(visit);
        if (closed) {
            return;
        }
        try {
            visit.over().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Nobody ends a visit so", e);
        } finally {
            visits.remove(visit);
        }
    }

    /// Whose turn it is.
    Optional<Visit> next() {
        return Optional.ofNullable(visits.peek());
    }

    /// Opens the shell and waits for its end. What the step wrote is shown by then.
    void open(Visit visit, RunScreen screen) throws InterruptedException {
        try {
            if (visit.stop().reason().isEmpty()) {
                screen.line(
                        "The step \"%s\" %s: here is a shell as the step had it, and the job goes on after 'exit'."
                                .formatted(visit.step().step(), visit.step().why()));
                screen.flush();
                run(visit, screen);
            }
        } finally {
            visits.remove(visit);
            visit.over().complete(true);
        }
    }

    private static void run(Visit visit, RunScreen screen) throws InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(List.of(program(visit.step()), "-i"))
                        .directory(visit.step().folder().toFile())
                        .redirectInput(TERMINAL)
                        .redirectOutput(TERMINAL)
                        .redirectError(TERMINAL);
        builder.environment().clear();
        builder.environment().putAll(visit.step().environment());
        try {
            Process shell = builder.start();
            StopSignal.Subscription stopping = visit.stop().subscribe(_ -> hangUp(shell));
            try {
                shell.waitFor();
            } finally {
                stopping.end();
                if (shell.isAlive()) {
                    hangUp(shell);
                }
            }
        } catch (IOException e) {
            screen.line("There is no shell: " + e.getMessage());
        }
    }

    /// That of the person, as far as it can be started.
    private static String program(FailedStep step) {
        String usual = step.environment().getOrDefault("SHELL", "");
        return !usual.isEmpty() && Files.isExecutable(Path.of(usual)) ? usual : LAST_RESORT;
    }

    /// What a terminal says that goes away: a shell at a terminal ignores what asks other programs
    /// to end.
    private static void hangUp(Process shell) {
        try {
            new ProcessBuilder("kill", "-HUP", Long.toString(shell.pid())).start();
        } catch (IOException _) {
            shell.destroyForcibly();
        }
    }

    /// Nobody opens one any more: who waits goes on.
    @Override
    public void close() {
        closed = true;
        visits.forEach(visit -> visit.over().complete(false));
    }
}
