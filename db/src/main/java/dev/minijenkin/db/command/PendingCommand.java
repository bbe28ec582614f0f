package dev.minijenkin.db.command;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import org.jspecify.annotations.Nullable;

/// A wish that is being executed; its row is locked by the transaction.
///
/// @param arguments JSON object
/// @param actor database role, or the owner of the token
public record PendingCommand(
        CommandId id,
        String kind,
        String arguments,
        @Nullable String reason,
        String actor,
        @Nullable RunId run,
        @Nullable JobId job,
        @Nullable RepositoryId repository) {}
