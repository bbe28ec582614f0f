package dev.minijenkin.runner.action.call;

/// An action cannot be carried out. The message goes on after the name of the step, without a full
/// stop at its end.
public final class UnusableActionException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnusableActionException(String message) {
        super(message);
    }
}
