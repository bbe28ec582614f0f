package dev.minijenkin.db;

/// What a person who logs in to a database finds there.
public sealed interface ConnectionFinding {
    /// All is well.
    ///
    /// @param user that the database knows us as
    record Usable(String user, String database) implements ConnectionFinding {}

    /// Nothing answers, or nothing that lets anybody in just now.
    ///
    /// @param why as the driver or the server says it
    record Unreachable(String why) implements ConnectionFinding {}

    /// The server asks for a password and got none.
    record PasswordMissing(String user) implements ConnectionFinding {}

    /// PostgreSQL says the same of a role that there is not.
    record PasswordWrong(String user) implements ConnectionFinding {}

    /// The server answers and does not let us in: no such role, no rule for this host, no TLS.
    ///
    /// @param why as the server says it
    record NotLetIn(String why) implements ConnectionFinding {}

    record NoDatabase(String why) implements ConnectionFinding {}

    /// The database is none of ours, or not yet.
    record SchemaMissing(String database) implements ConnectionFinding {}

    record SchemaTooOld(String database) implements ConnectionFinding {}

    record SchemaTooNew(String database) implements ConnectionFinding {}

    /// Other migrations than this version's made it.
    record SchemaDifferent(String database) implements ConnectionFinding {}

    /// The role is a member of no role of the product.
    record NoMembership(String user) implements ConnectionFinding {}
}
