package dev.minijenkin.console.connection;

import dev.minijenkin.db.DatabaseConfiguration;

/// A connection to open.
///
/// @param name that the frame shows; empty: the database's own
public record ConnectionTarget(String name, DatabaseConfiguration database) {}
