package dev.minijenkin.cli.part;

/// A command cannot do what it was asked; the message is one sentence for the person.
public final class CommandFailureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandFailureException(String sentence) {
        super(sentence);
    }

    public CommandFailureException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
