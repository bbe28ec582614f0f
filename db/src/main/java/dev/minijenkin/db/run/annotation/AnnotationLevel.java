package dev.minijenkin.db.run.annotation;

/// Domain `annotation_level`.
public enum AnnotationLevel {
    NOTICE,
    WARNING,
    FAILURE
}
