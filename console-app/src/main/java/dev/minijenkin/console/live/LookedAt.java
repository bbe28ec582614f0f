package dev.minijenkin.console.live;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Which minute a person looks at; empty: now. Written on the FX thread, read by the workers that
/// ask the database. Thread-safe.
public final class LookedAt {
    private final AtomicReference<Look> look =
            new AtomicReference<>(new Look(Optional.empty(), Instant.EPOCH));

    private record Look(Optional<Instant> at, Instant hourEnd) {}

    public Optional<Instant> get() {
        return look.get().at();
    }

    /// Until when the hour goes of which lines are drawn; means nothing where it is now.
    public Instant hourEnd() {
        return look.get().hourEnd();
    }

    public void set(Optional<Instant> at, Instant hourEnd) {
        look.set(new Look(at, hourEnd));
    }
}
