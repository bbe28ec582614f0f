package dev.minijenkin.runner.host.local;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// A process and all that it started. Used by one thread.
final class ProcessTree {
    private static final int ROUNDS = 5;
    private static final long MUST_LEAD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<Optional<ProcessHandle>> root;
    private final ProcessSession.Leader leader;
    private OptionalLong session = OptionalLong.empty();

    /// @param root empty once it has ended
    /// @param leader of a session and a process group of its own
    ProcessTree(Supplier<Optional<ProcessHandle>> root, ProcessSession.Leader leader) {
        this.root = root;
        this.leader = leader;
    }

    /// Asks all of them, as Ctrl+C in a terminal does.
    ///
    /// @throws InterruptedException while the process has not quite started yet
    void ask(String signal) throws InterruptedException {
        awaitSession();
        Signals.send(signal, session.isPresent() ? List.of(-session.getAsLong()) : members());
    }

    /// Ends all of them, and what they fork meanwhile.
    void kill() {
        session = session.isPresent() ? session : candidate();
        for (int round = 0; round < ROUNDS; round++) {
            Set<Long> alive = members();
            if (alive.isEmpty()) {
                return;
            }
            Signals.send("KILL", alive);
        }
    }

    private Set<Long> members() {
        Set<Long> members = new LinkedHashSet<>();
        root.get()
                .filter(ProcessHandle::isAlive)
                .ifPresent(alive -> {
                    members.add(alive.pid());
                    alive.descendants().forEach(descendant -> members.add(descendant.pid()));
                });
        session.ifPresent(id -> members.addAll(ProcessTable.inSession(id)));
        return members;
    }

    /// A signal to a group that does not exist yet would be lost.
    private void awaitSession() throws InterruptedException {
        long deadline = System.nanoTime() + MUST_LEAD_NANOS;
        while (leader != ProcessSession.Leader.NONE
                && !leads()
                && root.get().filter(ProcessHandle::isAlive).isPresent()
                && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    /// Remembers the session, for that may outlive its leader.
    private boolean leads() {
        if (session.isEmpty()) {
            OptionalLong candidate = candidate();
            if (candidate.isPresent() && ProcessTable.leadsSession(candidate.getAsLong())) {
                session = candidate;
            }
        }
        return session.isPresent();
    }

    private OptionalLong candidate() {
        return switch (leader) {
            case NONE -> OptionalLong.empty();
            case PROCESS -> root.get().stream().mapToLong(ProcessHandle::pid).findFirst();
            case CHILD ->
                    root.get().stream()
                            .flatMap(ProcessHandle::children)
                            .mapToLong(ProcessHandle::pid)
                            .findFirst();
        };
    }
}
