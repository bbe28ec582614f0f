package dev.minijenkin.runner.host.local;

import dev.minijenkin.runner.fault.RunnerException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PID namespace that is no job's yet: to begin one takes several programs, for which the next
/// job of a runner that has work does not wait. Nothing has run in it. Thread-safe.
final class SpareNamespace {
    private static final Logger LOG = LoggerFactory.getLogger(SpareNamespace.class);

    // Guarded by this.
    private @Nullable NamespaceRoot spare;
    private boolean beginning;
    private boolean closed;

    /// The one that is there, for one job; empty where it is yet to be made, or has died.
    synchronized Optional<NamespaceRoot> take() {
        Optional<NamespaceRoot> taken = Optional.ofNullable(spare).filter(NamespaceRoot::isAlive);
        spare = null;
        return taken;
    }

    /// Begins one in the background, unless there is one.
    void prepare(Supplier<NamespaceRoot> begin) {
        synchronized (this) {
            if (closed || beginning || spare != null) {
                return;
            }
            beginning = true;
        }
        Thread.ofPlatform().daemon().name("spare-namespace").start(() -> keep(begin));
    }

    private void keep(Supplier<NamespaceRoot> begin) {
        Optional<NamespaceRoot> begun = Optional.empty();
        try {
            begun = Optional.of(begin.get());
        } catch (RunnerException e) {
            LOG.debug("The next job begins its own", e);
        } finally {
            keep(begun);
        }
    }

    private void keep(Optional<NamespaceRoot> begun) {
        synchronized (this) {
            beginning = false;
            if (!closed) {
                spare = begun.orElse(null);
                return;
            }
        }
        begun.ifPresent(NamespaceRoot::end);
    }

    /// Ends it, and begins no other.
    void close() {
        Optional<NamespaceRoot> left;
        synchronized (this) {
            closed = true;
            left = take();
        }
        left.ifPresent(NamespaceRoot::end);
    }
}
