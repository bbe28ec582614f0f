package dev.minijenkin.runner.log;

/// The way from the logs to the database, as a log sees it. Thread-safe.
interface LogDelivery {
    /// Something of a log wants to leave.
    void announce(SendUrgency urgency);

    /// Whether the last append did not get through.
    boolean isAway();
}
