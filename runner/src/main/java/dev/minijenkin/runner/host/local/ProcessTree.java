package dev.minijenkin.runner.host.local;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A process and all that it started.
final class ProcessTree {
    private static final int ROUNDS = 5;

    private final ProcessHandle root;
    private final boolean ownSession;

    /// @param ownSession whether the root leads a session and a process group of its own
    ProcessTree(ProcessHandle root, boolean ownSession) {
        this.root = root;
        this.ownSession = ownSession;
    }

    /// Asks all of them, as Ctrl+C in a terminal does.
    void ask(String signal) {
        Signals.send(signal, ownSession ? List.of(-root.pid()) : members());
    }

    /// Ends all of them, and what they fork meanwhile.
    void kill() {
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
        if (root.isAlive()) {
            members.add(root.pid());
        }
        root.descendants().forEach(descendant -> members.add(descendant.pid()));
        if (ownSession) {
            members.addAll(ProcessTable.inSession(root.pid()));
        }
        return members;
    }
}
