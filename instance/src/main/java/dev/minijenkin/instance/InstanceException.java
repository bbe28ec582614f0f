package dev.minijenkin.instance;

/// An instance cannot do what it was asked; the message is one sentence for the person.
public final class InstanceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InstanceException(String sentence) {
        super(sentence);
    }

    public InstanceException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
