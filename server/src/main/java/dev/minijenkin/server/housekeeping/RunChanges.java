package dev.minijenkin.server.housekeeping;

import dev.minijenkin.engine.recovery.ChoreWork;
import java.util.concurrent.atomic.AtomicBoolean;

/// Whether a run may have changed since the figures were refreshed. Thread-safe.
public final class RunChanges {
    private final AtomicBoolean any = new AtomicBoolean(true);

    /// A run may have changed; returns at once.
    public void noticed() {
        any.set(true);
    }

    /// The same work, left out where nothing changed since it last succeeded.
    ChoreWork whenAny(ChoreWork work) {
        return database -> {
            if (!any.getAndSet(false)) {
                return;
            }
            boolean done = false;
            try {
                work.perform(database);
                done = true;
            } finally {
                if (!done) {
                    any.set(true);
                }
            }
        };
    }
}
