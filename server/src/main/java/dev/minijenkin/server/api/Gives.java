package dev.minijenkin.server.api;

/// What the answer of an operation is, for its description.
public sealed interface Gives {
    /// A record.
    record One(Class<? extends Record> type) implements Gives {}

    /// A page of records.
    record PageOf(Class<? extends Record> type) implements Gives {}

    /// A list that is whole.
    record ListOf(Class<? extends Record> type) implements Gives {}

    /// A record, of what is done later.
    record Accepted(Class<? extends Record> type) implements Gives {}

    /// Bytes as they are.
    ///
    /// @param inParts whether `Range` gives a part of them
    record Bytes(String mediaType, boolean inParts) implements Gives {}

    /// Any JSON.
    record AnyJson(String mediaType) implements Gives {}

    /// Server-sent events.
    ///
    /// @param words what comes, for people
    record Events(String words) implements Gives {}
}
