package dev.minijenkin.db.notify;

/// What a subscriber has of its listener. Thread-safe.
public interface HintSubscription extends Subscription {
    /// Says whether the subscriber can do without hints for now. While all of a listener's can, it
    /// does not listen: nothing of what happens meanwhile wakes a process of the database for it.
    /// Whoever wants hints again is told that the listener is connected, as after a lost
    /// connection.
    void rest(boolean resting);
}
