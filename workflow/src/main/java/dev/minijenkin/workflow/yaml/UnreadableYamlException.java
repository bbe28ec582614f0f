package dev.minijenkin.workflow.yaml;

/// The text is no YAML that we take; nothing after this place was read.
public final class UnreadableYamlException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient SourcePosition place;

    UnreadableYamlException(SourcePosition place, String message) {
        super(message);
        this.place = place;
    }

    public SourcePosition place() {
        return place;
    }
}
