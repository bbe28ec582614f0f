package dev.minijenkin.db;

/// How a database's schema stands to the program's.
public enum SchemaState {
    CURRENT,
    /// Run `mini-jenkin migrate`.
    TOO_OLD,
    /// A newer version of the program migrated it.
    TOO_NEW,
    /// Other migrations than this version's made it, so that neither can become the other.
    DIFFERENT
}
