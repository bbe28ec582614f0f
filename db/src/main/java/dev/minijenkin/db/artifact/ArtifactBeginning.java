package dev.minijenkin.db.artifact;

/// Whether an artifact may be written.
public sealed interface ArtifactBeginning {
    /// It may.
    record Begun(ArtifactId id) implements ArtifactBeginning {}

    /// Another one of the attempt has its name.
    record NameTaken() implements ArtifactBeginning {}

    /// The claim is over.
    record ClaimOver() implements ArtifactBeginning {}
}
