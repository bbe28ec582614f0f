package dev.minijenkin.db.artifact;

import java.time.OffsetDateTime;

/// What a job keeps, once it is complete.
///
/// @param name one of its kind in an attempt of a run
/// @param bytes of all its pieces
/// @param digest SHA-256 of all its bytes, in hexadecimal letters
/// @param form of its bytes
public record Artifact(
        ArtifactId id,
        String name,
        long bytes,
        String digest,
        Form form,
        OffsetDateTime createdAt) {
    /// What its bytes are.
    ///
    /// @param mediaType `application/zip`
    public record Form(ArtifactPacking packing, String mediaType) {}
}
