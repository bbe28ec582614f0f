package dev.minijenkin.db.command;

/// What came of a command.
///
/// @param outcome one sentence for a person
public record CommandResult(CommandState state, String outcome) {}
