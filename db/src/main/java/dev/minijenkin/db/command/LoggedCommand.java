package dev.minijenkin.db.command;

import dev.minijenkin.db.CommandId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A command as people look back on it, or forward to it.
///
/// @param about what it is about: `run 7`, `job 12`, a repository or what its arguments name; empty
///   where that is gone
/// @param reason null: none was given
/// @param due for when it is wished; not before it was sent
/// @param outcome what came of it, or why it had to be put off; null: neither
/// @param executedBy null: nobody yet
public record LoggedCommand(
        CommandId id,
        String kind,
        String about,
        String actor,
        @Nullable String reason,
        CommandState state,
        @Nullable String outcome,
        @Nullable String executedBy,
        Instant created,
        Instant due,
        @Nullable Instant executed) {}
