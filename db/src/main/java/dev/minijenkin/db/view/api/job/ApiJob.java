package dev.minijenkin.db.view.api.job;

import dev.minijenkin.db.view.api.page.Meaning;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Meaning("One job of one attempt of a run; a leg of a matrix is a job")
public record ApiJob(
        long id,
        long runId,
        int attempt,
        @Meaning("Id of the job in the workflow file") String key,
        @Meaning("As people see it") String name,
        @Meaning("blocked, waiting, queued, claimed, running or finished") String state,
        @Meaning("What it waits for; null unless it is waiting") @Nullable String waitingFor,
        @Nullable String conclusion,
        @Meaning("Why it ended so; null for a success") @Nullable String cause,
        @Meaning("One sentence: why it failed, was skipped or waits") @Nullable String message,
        @Nullable String environment,
        @Meaning("Labels that its runs-on asks for") @Nullable List<String> labels,
        @Meaning("Keys of the jobs that must end before") List<String> needs,
        @Meaning("The runner of its live or last claim") @Nullable String runner,
        @Meaning("On a partial rerun: the job of an earlier attempt whose result and log count")
                @Nullable Long reusedJobId,
        Instant createdAt,
        @Nullable Instant queuedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Meaning("0 until it is finished") long logLines,
        @Meaning("0 until it is finished") long logBytes,
        @Meaning("Whether the limit of the log cut it") boolean logTruncated) {}
