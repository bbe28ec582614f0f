package dev.minijenkin.db.run.annotation;

import dev.minijenkin.db.JobId;
import org.jspecify.annotations.Nullable;

/// An error, a warning or a notice with its place.
///
/// @param job null: of the workflow file
/// @param stepNumber 0: of no step
/// @param title empty: none
/// @param path empty: no place
/// @param line from 1; 0: none
/// @param column from 1; 0: none
public record Annotation(
        @Nullable JobId job,
        int stepNumber,
        AnnotationLevel level,
        String title,
        String message,
        String path,
        int line,
        int column) {}
