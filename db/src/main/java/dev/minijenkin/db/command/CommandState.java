package dev.minijenkin.db.command;

/// Domain `command_state`.
public enum CommandState {
    PENDING,
    DONE,
    REFUSED,
    FAILED,
    WITHDRAWN
}
