package dev.minijenkin.db.view.audit;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.command.CommandState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A command as people look back on it, or forward to it.
///
/// @param about what it is about, as people call it; empty: nothing in particular, or that is gone
/// @param run of which it is; null: none, or the run is gone
/// @param job of which it is; null: none, or the job is gone
/// @param token by which it came; empty: from a session of the actor's
/// @param reason empty: none was given
/// @param mine whether whoever asks may take it back while it is pending
/// @param outcome what came of it, or why it had to be put off; empty: neither
/// @param due for when it is wished; not before it was sent
/// @param executed null: not yet
public record AuditedCommand(
        CommandId id,
        String kind,
        String about,
        @Nullable RunId run,
        @Nullable JobId job,
        String actor,
        String token,
        String reason,
        boolean mine,
        CommandState state,
        String outcome,
        Instant created,
        Instant due,
        @Nullable Instant executed) {
    /// Whether it waits for its time, or for whoever carries it out.
    public boolean pending() {
        return state == CommandState.PENDING;
    }
}
