package dev.minijenkin.console.live;

/// How the link to the database is.
public sealed interface LinkState {
    record Connecting() implements LinkState {}

    record Connected() implements LinkState {}

    /// Gone; it is tried again by itself.
    ///
    /// @param reason one sentence for a person
    record Lost(String reason) implements LinkState {}
}
