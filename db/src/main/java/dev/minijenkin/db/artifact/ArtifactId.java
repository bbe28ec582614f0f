package dev.minijenkin.db.artifact;

/// Identity of an artifact.
public record ArtifactId(long value) {
    @Override
    public String toString() {
        return "artifact " + value;
    }
}
