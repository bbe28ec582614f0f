package dev.minijenkin.runner.host.local;

import dev.minijenkin.runner.fault.RunnerException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PID namespace for each job, which the kernel lets no process leave. Its first process lives as
/// long as the job and takes all others with it when it ends.
///
/// Two kinds: as root, or in a user namespace besides, which needs no rights and in which `sudo`
/// and its like are without effect.
///
/// Once a job has ended, the namespace of the next one is made ready.
///
/// @param session in which namespaces begin
/// @param forks see [ForkServer#program]
/// @param kind further options of `unshare`
/// @param entry those of `nsenter`
/// @param told for people
/// @param spare for the next job
record NamespaceScopes(
        ProcessSession session,
        Optional<Path> forks,
        List<String> kind,
        List<String> entry,
        String told,
        SpareNamespace spare)
        implements ProcessScopes {
    private static final Logger LOG = LoggerFactory.getLogger(NamespaceScopes.class);
    private static final Duration TRIED = Duration.ofSeconds(10);
    private static final String PROBE =
            "[[ $PWD == /proc && self -ef $$ ]] && echo in && exec sleep 600";
    private static final String HOLDS =
            "Processes of jobs are kept in a PID namespace each, for this host allows the runner no"
                    + " control groups: they see no process of the host";

    NamespaceScopes {
        kind = List.copyOf(kind);
        entry = List.copyOf(entry);
    }

    /// Empty where the runner may make no PID namespaces.
    static Optional<NamespaceScopes> find(ProcessSession session, Optional<Path> forks) {
        return Optional.of(
                        new NamespaceScopes(
                                session, forks, List.of(), List.of(), HOLDS, new SpareNamespace()))
                .filter(NamespaceScopes::works);
    }

    /// Those in a user namespace; empty where the runner may make none.
    static Optional<NamespaceScopes> findForUser(ProcessSession session, Optional<Path> forks) {
        return Optional.of(
                        new NamespaceScopes(
                                session,
                                forks,
                                List.of("--user", "--map-current-user"),
                                List.of("--user", "--preserve-credentials"),
                                HOLDS + ", and sudo and its like have no effect",
                                new SpareNamespace()))
                .filter(NamespaceScopes::works);
    }

    @Override
    public ProcessScope of(long claim, String trackingId, boolean guarded) {
        // Who ends the job of a claim alone finds its first process by the claim.
        NamespaceRoot root =
                (guarded ? Optional.<NamespaceRoot>empty() : spare.take())
                        .orElseGet(() -> start(trackingId));
        return new NamespaceScope(
                root, entry, () -> spare.prepare(() -> start(spareId(trackingId))));
    }

    /// That of no claim, by which the watchdog and the next runner find it all the same.
    private static String spareId(String trackingId) {
        return trackingId.replaceFirst("[^#]*$", "spare");
    }

    @Override
    public void close() {
        spare.close();
    }

    /// Nothing besides what is found by its tracking id: that is where each namespace begins.
    @Override
    public ProcessScope all() {
        return ProcessScope.NONE;
    }

    /// The watchdog finds the first processes by their tracking ids.
    @Override
    public List<String> forWatchdog() {
        return List.of("none", "");
    }

    private NamespaceRoot start(String trackingId) {
        List<String> command = new ArrayList<>(List.of("unshare"));
        command.addAll(kind);
        // What is mounted on the host later on is there for the job as well.
        command.addAll(
                List.of(
                        "--pid",
                        "--fork",
                        "--kill-child",
                        "--propagation",
                        "slave",
                        "--mount-proc"));
        try {
            return NamespaceRoot.start(session.wrap(command), forks, trackingId);
        } catch (IOException e) {
            throw new RunnerException(
                    "The processes of the job cannot be kept together: " + e.getMessage(), e);
        }
    }

    /// Whether a process gets in, finds what it should, and ends with the namespace.
    private boolean works() {
        try {
            ProcessScope scope = new NamespaceScope(start("mini-jenkin-probe"), entry, () -> {});
            try {
                Path folder = Path.of("/proc");
                List<String> command =
                        scope.enter(session, folder)
                                .wrap(List.of(Programs.BASH, "-p", "-c", PROBE));
                Process process = new ProcessBuilder(command).start();
                boolean in = process.inputReader().readLine() != null;
                boolean ended = scope.end();
                return in && ended && process.waitFor(TRIED);
            } finally {
                scope.end();
            }
        } catch (IOException | RunnerException e) {
            LOG.debug("No PID namespaces {}", kind, e);
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
