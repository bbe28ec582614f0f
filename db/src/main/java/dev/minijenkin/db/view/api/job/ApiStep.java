package dev.minijenkin.db.view.api.job;

import dev.minijenkin.db.view.api.page.Meaning;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Meaning("A step of a job, as its last claim carried it out")
public record ApiStep(
        @Meaning("Counts from 1, in the order of the file") int number,
        @Meaning("id of the step in the workflow file; null: it has none") @Nullable String key,
        String name,
        @Meaning("pending, running or finished") String state,
        @Nullable String conclusion,
        @Nullable Integer exitCode,
        @Meaning("Line of the log at which it begins, from 1; null: it has not begun")
                @Nullable Long firstLine,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {}
