package dev.minijenkin.db.artifact;

/// What a job keeps, once it is complete.
///
/// @param name one of its kind in an attempt of a run
/// @param bytes of all its pieces
/// @param digest SHA-256 of all its bytes, in hexadecimal letters
public record Artifact(ArtifactId id, String name, long bytes, String digest) {}
