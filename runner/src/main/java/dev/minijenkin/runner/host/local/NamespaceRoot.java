package dev.minijenkin.runner.host.local;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The first process of a PID namespace: the kernel ends all others with it, and nothing inside can
/// signal it. It ends when the runner does, for only the runner holds the pipe that it reads; and
/// it carries the tracking id of its job, by which the watchdog finds it if a process inside keeps
/// that pipe open. It forks the processes of the job where the host has the program for that, so
/// that none has to enter the namespace. Thread-safe.
final class NamespaceRoot implements ForkServer.Place {
    private static final Logger LOG = LoggerFactory.getLogger(NamespaceRoot.class);
    private static final long MUST_END_SECONDS = 10;

    /// What it waits for, it also reaps: processes whose parents are gone become its children.
    private static final String SCRIPT =
            """
            trap '' HUP INT QUIT TERM
            echo ready
            while read -r _; do :; done
            """;

    /// `unshare`, outside of the namespace, for as long as that exists.
    private final Process process;

    private final Optional<ForkServer> forks;
    private @Nullable ProcessHandle first;

    private NamespaceRoot(Process process, boolean forks) {
        this.process = process;
        this.forks = forks ? Optional.of(new ForkServer(process, this)) : Optional.empty();
    }

    /// Returns before it is ready.
    ///
    /// @param command up to the program
    /// @param forks see [ForkServer#program]
    static NamespaceRoot start(List<String> command, Optional<Path> forks, String trackingId)
            throws IOException {
        List<String> words = new ArrayList<>(command);
        words.addAll(
                forks.map(ForkServer::asFirst)
                        .orElse(List.of(Programs.BASH, "-p", "-c", SCRIPT, "mini-jenkin-job")));
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(new File("/")).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put(ProcessTable.TRACKING_VARIABLE, trackingId);
        return new NamespaceRoot(builder.start(), forks.isPresent());
    }

    /// What forks processes of the job; empty where the host has no program for it.
    Optional<ForkServer> forks() {
        return forks;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void awaitReady() throws IOException {
        pid();
    }

    @Override
    public synchronized Optional<ProcessHandle> handle(long pid) {
        return Optional.ofNullable(first)
                .flatMap(known -> ProcessTable.childNumbered(known.pid(), pid));
    }

    @Override
    public boolean endsWithScope() {
        return true;
    }

    /// Its id on the host, once it is ready.
    ///
    /// @throws IOException if it does not get there; the message says why
    synchronized long pid() throws IOException {
        ProcessHandle known = first;
        if (known == null) {
            // Not closed: it would die of SIGPIPE.
            BufferedReader said = process.inputReader(ForkRequest.CHARSET);
            String line = said.readLine();
            if (!"ready".equals(line)) {
                throw new IOException(line == null ? "it ended at once" : line);
            }
            known =
                    ProcessTable.children(process.pid()).stream()
                            .findFirst()
                            .flatMap(ProcessHandle::of)
                            .orElseThrow(() -> new IOException("it ended at once"));
            first = known;
        }
        return known.pid();
    }

    /// Kills it, and returns when all that was in the namespace is gone.
    ///
    /// @return whether it is, in time
    synchronized boolean end() {
        try {
            pid();
        } catch (IOException e) {
            LOG.debug("Nothing ran in it", e);
        }
        ProcessHandle known = first;
        if (known == null) {
            process.destroyForcibly();
        } else {
            // What started it ends only when all the rest has ended.
            known.destroyForcibly();
        }
        try {
            return process.waitFor(MUST_END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
