package dev.minijenkin.db.artifact;

/// Domain `artifact_packing`.
public enum ArtifactPacking {
    TAR_GZ,
    ZIP,
    NONE
}
