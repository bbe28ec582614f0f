package dev.minijenkin.engine.command;

/// What stands in the arguments of a command is not what its kind wants: it is refused, for what is
/// left out of a wish often means all.
final class UnreadableArgumentsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// @param message one sentence for a person
    UnreadableArgumentsException(String message) {
        super(message);
    }
}
