package dev.minijenkin.db;

/// The connections of a pool, now.
///
/// @param waiting threads that wait for one
public record PoolState(int active, int idle, int most, int waiting) {}
