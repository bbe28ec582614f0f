package dev.minijenkin.db.view.api.run;

import dev.minijenkin.db.view.api.page.Meaning;
import org.jspecify.annotations.Nullable;

@Meaning("An error, a warning or a notice with its place")
public record ApiAnnotation(
        long id,
        int attempt,
        @Meaning("Null: it is about the workflow file") @Nullable Long jobId,
        @Nullable Integer step,
        @Meaning("notice, warning or failure") String level,
        @Nullable String title,
        String message,
        @Nullable String path,
        @Nullable Integer line,
        @Nullable Integer column,
        @Nullable Integer endLine,
        @Nullable Integer endColumn) {}
