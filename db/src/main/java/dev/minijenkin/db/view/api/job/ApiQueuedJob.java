package dev.minijenkin.db.view.api.job;

import dev.minijenkin.db.view.api.page.Meaning;
import java.time.Instant;
import java.util.List;

@Meaning("A job that a runner could start now")
public record ApiQueuedJob(
        long jobId,
        long runId,
        @Meaning("Name of the repository") String repository,
        @Meaning("Name of the job") String name,
        List<String> labels,
        @Meaning("0 is served first, 99 last") int priority,
        Instant queuedAt) {}
