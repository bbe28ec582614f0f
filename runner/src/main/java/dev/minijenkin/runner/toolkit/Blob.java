package dev.minijenkin.runner.toolkit;

import dev.minijenkin.db.artifact.Artifact;
import java.nio.file.Path;

/// What an address that was handed out stands for.
sealed interface Blob {
    /// Something that is being brought.
    record Incoming(BlobUpload upload) implements Blob {}

    /// An archive of the cache.
    record Kept(Path file) implements Blob {}

    /// An artifact.
    record Stored(Artifact artifact) implements Blob {}
}
