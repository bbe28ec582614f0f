package dev.minijenkin.workflow.yaml;

/// A text of the file with its place; it may hold `${{ }}`.
public record Text(String value, SourcePosition place) {
    public static final Text NONE = new Text("", SourcePosition.START);

    /// Whether the file says nothing here.
    public boolean isEmpty() {
        return value.isEmpty();
    }
}
