package dev.minijenkin.cli;

/// A command cannot do what it was asked; the message is one sentence for the person.
final class CommandFailureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandFailureException(String sentence) {
        super(sentence);
    }

    CommandFailureException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
