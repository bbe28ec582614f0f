package dev.minijenkin.db.view.frame;

/// Who we are in the database, and what that allows.
///
/// @param user database role of this connection
/// @param role the highest of our group roles that it is a member of; empty where none
/// @param mayCommand whether commands may be inserted
/// @param encrypted whether nobody on the way can read along
public record Person(
        String user, String role, String database, boolean mayCommand, boolean encrypted) {}
