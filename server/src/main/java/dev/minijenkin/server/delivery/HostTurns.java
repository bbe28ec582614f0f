package dev.minijenkin.server.delivery;

import java.util.HashMap;
import java.util.Map;

/// How many deliveries may ask one git host for something at a time: one, until it has answered,
/// and then twice as many with each answer, up to a bound. So a host that does not answer holds one
/// turn. Not thread-safe: guarded by the lock of its [RepositoryLanes].
final class HostTurns {
    private static final String THIS_MACHINE = "";

    private final int most;
    private final Map<String, Turns> hosts = new HashMap<>();

    /// @param most turns of one host
    HostTurns(int most) {
        this.most = most;
    }

    private static final class Turns {
        private int used;
        private int allowed;

        private Turns(int allowed) {
            this.allowed = allowed;
        }
    }

    boolean admits(String host) {
        Turns turns = of(host);
        return turns.used < turns.allowed;
    }

    void enter(String host) {
        of(host).used++;
    }

    void leave(String host, Attempt attempt) {
        Turns turns = of(host);
        turns.used--;
        if (attempt.answered()) {
            turns.allowed = Math.min(most, turns.allowed * 2);
        } else if (attempt.away().isPresent() && !host.equals(THIS_MACHINE)) {
            turns.allowed = 1;
        }
    }

    private Turns of(String host) {
        return hosts.computeIfAbsent(host, name -> new Turns(name.equals(THIS_MACHINE) ? most : 1));
    }
}
