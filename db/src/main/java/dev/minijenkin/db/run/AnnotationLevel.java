package dev.minijenkin.db.run;

/// Domain `annotation_level`.
public enum AnnotationLevel {
    NOTICE,
    WARNING,
    FAILURE
}
