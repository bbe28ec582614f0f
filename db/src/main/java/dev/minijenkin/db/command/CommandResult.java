package dev.minijenkin.db.command;

/// What came of a command, or why it waits.
///
/// @param outcome one sentence for a person
public record CommandResult(CommandState state, String outcome) {
    /// Whether it was executed, refused or failed: it does not change any more.
    public boolean ended() {
        return state != CommandState.PENDING;
    }
}
