package dev.minijenkin.db.notify;

import java.util.Set;

/// Takes the hints of committed work; never blocks and never throws.
@FunctionalInterface
public interface HintSink {
    /// For programs that change nothing that others wait for.
    HintSink NONE = hints -> {};

    void send(Set<Hint> hints);
}
