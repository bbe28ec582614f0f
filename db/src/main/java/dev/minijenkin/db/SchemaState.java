package dev.minijenkin.db;

/// How a database's schema stands to the program's.
public enum SchemaState {
    CURRENT,
    /// Run `mini-jenkin migrate`.
    TOO_OLD,
    /// A newer version of the program migrated it, and took nothing away that this one needs: it
    /// works as it is.
    WIDER,
    /// A newer version of the program migrated it, and took away what this one may need.
    TOO_NEW,
    /// Other migrations than this version's made it, so that neither can become the other.
    DIFFERENT
}
