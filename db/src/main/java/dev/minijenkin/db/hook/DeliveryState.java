package dev.minijenkin.db.hook;

/// Domain `delivery_state`.
public enum DeliveryState {
    RECEIVED,
    PROCESSED,
    /// Nothing was asked for: no workflow file, no trigger that matches.
    IGNORED,
    FAILED
}
