package dev.minijenkin.runner.host.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The first process of a PID namespace: the kernel ends all others with it, and nothing inside can
/// signal it. It ends when the runner does, for only the runner holds the pipe that it reads; and
/// it carries the tracking id of its job, by which the watchdog finds it if a process inside keeps
/// that pipe open. Thread-safe.
final class NamespaceRoot {
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

    private @Nullable ProcessHandle first;

    private NamespaceRoot(Process process) {
        this.process = process;
    }

    /// Returns before it is ready.
    ///
    /// @param command up to the program
    static NamespaceRoot start(List<String> command, String trackingId) throws IOException {
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of(Programs.BASH, "-p", "-c", SCRIPT, "mini-jenkin-job"));
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put(ProcessTable.TRACKING_VARIABLE, trackingId);
        return new NamespaceRoot(builder.start());
    }

    /// Its id on the host, once it is ready.
    ///
    /// @throws IOException if it does not get there; the message says why
    synchronized long pid() throws IOException {
        ProcessHandle known = first;
        if (known == null) {
            // Not closed: it would die of SIGPIPE.
            BufferedReader said = process.inputReader();
            String line = said.readLine();
            if (!"ready".equals(line)) {
                throw new IOException(line == null ? "it ended at once" : line);
            }
            known =
                    process.children()
                            .findFirst()
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
