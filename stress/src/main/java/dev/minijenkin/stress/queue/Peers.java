package dev.minijenkin.stress.queue;

import dev.minijenkin.stress.scenario.StressException;
import java.util.List;
import java.util.ServiceLoader;

/// The other queues that are on the class path.
final class Peers {
    private Peers() {}

    /// @throws StressException with what to do where there is none
    static List<Peer> all() {
        List<Peer> all = ServiceLoader.load(Peer.class).stream().map(p -> p.get()).toList();
        if (all.isEmpty()) {
            throw new StressException(
                    "The peers are libraries of the tests, which the program does not carry. In the"
                            + " source folder: mvn -q -B -P peers -pl stress -am process-test-classes"
                            + " -Dpeers.arguments='--queued 20000 --clients 4'");
        }
        return all;
    }
}
