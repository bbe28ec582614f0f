package dev.minijenkin.runner.action;

/// An action cannot be carried out. The message goes on after the name of the step, without a full
/// stop at its end.
final class UnusableActionException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableActionException(String message) {
        super(message);
    }
}
