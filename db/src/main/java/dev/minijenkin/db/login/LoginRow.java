package dev.minijenkin.db.login;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A database role that may log in.
///
/// @param repositories names of those that it is limited to, which may all be gone; null: it sees
///   all
/// @param person whether it is that of a person and nothing else
/// @param expired whether its password counts no more
/// @param lastUsed when it sent a command, or showed a token, last; null: as far as is known never
/// @param tokens that count
/// @param sessions that are open on this database
public record LoginRow(
        String login,
        LoginRole role,
        @Nullable List<String> repositories,
        boolean person,
        boolean expired,
        @Nullable Instant lastUsed,
        int tokens,
        int sessions) {}
