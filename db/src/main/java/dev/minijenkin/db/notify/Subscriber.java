package dev.minijenkin.db.notify;

import java.util.Set;

/// Is called on the listener's thread: must return at once.
public interface Subscriber {
    /// These changed. The same id may come again, and hints may be lost: read the state.
    void hinted(Topic topic, Set<Long> ids);

    /// The listener is connected, for the first time or again: read everything anew.
    void connected();

    /// The connection is lost; [#connected] follows once it is back.
    ///
    /// @param reason one sentence for a person
    default void lost(String reason) {}
}
