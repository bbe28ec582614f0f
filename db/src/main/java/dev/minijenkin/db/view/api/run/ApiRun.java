package dev.minijenkin.db.view.api.run;

import dev.minijenkin.db.view.api.page.Meaning;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Meaning("One execution of a pipeline; a rerun is a further attempt of the same run")
public record ApiRun(
        long id,
        long repositoryId,
        @Meaning("Name of the repository") String repository,
        long pipelineId,
        @Meaning("Name of the pipeline") String pipeline,
        @Meaning("Of the workflow file in the repository") String workflowPath,
        @Meaning("Counts up per pipeline from 1") long number,
        @Meaning("The current one; state, conclusion and times are its") int attempt,
        String title,
        @Meaning("queued, running, waiting or finished") String state,
        @Meaning("success, failure, cancelled, skipped or timed_out; null until it is finished")
                @Nullable String conclusion,
        @Meaning("Why it ended so; null for a success, and until it is finished")
                @Nullable String cause,
        @Meaning("One sentence: why it waits as a whole; null: it does not")
                @Nullable String message,
        @Meaning("Event of the workflow language") String event,
        @Meaning("Full ref") String ref,
        @Meaning("Branch or tag that it runs for") String branch,
        String commitSha,
        String actor,
        @Meaning("0 is served first, 99 last") int priority,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {}
