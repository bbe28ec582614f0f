package dev.minijenkin.db.retention;

/// What one transaction deleted.
///
/// @param rows of the kind that is counted
/// @param more whether there may be more that is old enough
public record Deleted(int rows, boolean more) {}
