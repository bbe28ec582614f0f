package dev.minijenkin.db.view.api.deployment;

import dev.minijenkin.db.view.api.page.Meaning;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Meaning("One job's use of an environment")
public record ApiDeployment(
        long id,
        long environmentId,
        @Meaning("Name of the environment") String environment,
        @Meaning("Name of the repository") String repository,
        long jobId,
        long runId,
        String commitSha,
        @Meaning("waiting, active, succeeded, failed, cancelled or rejected") String state,
        @Meaning("Grows with every holder of the environment; null while it waits")
                @Nullable Long fenceToken,
        @Nullable String url,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {}
