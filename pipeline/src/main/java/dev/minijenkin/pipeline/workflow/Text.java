package dev.minijenkin.pipeline.workflow;

/// A text of the file with its place; it may hold `${{ }}`.
public record Text(String value, Place place) {
    static final Text NONE = new Text("", Place.START);

    /// Whether the file says nothing here.
    public boolean isEmpty() {
        return value.isEmpty();
    }
}
