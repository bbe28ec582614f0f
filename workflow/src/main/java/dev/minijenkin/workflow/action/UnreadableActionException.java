package dev.minijenkin.workflow.action;

/// A file of an action that no runner can carry out. The message is a sentence without a full stop
/// that begins with the place.
public final class UnreadableActionException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableActionException(String message) {
        super(message);
    }
}
