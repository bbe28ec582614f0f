package dev.minijenkin.console.state;

/// What a state looks like to a person.
///
/// @param word the state in one word: colour is never the only sign
public record StateLook(StateShape shape, String word) {}
