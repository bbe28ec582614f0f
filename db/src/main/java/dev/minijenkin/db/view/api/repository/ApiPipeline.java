package dev.minijenkin.db.view.api.repository;

import dev.minijenkin.db.view.api.page.Meaning;
import org.jspecify.annotations.Nullable;

@Meaning("One workflow file of one repository, with its figures over thirty days")
public record ApiPipeline(
        long id,
        long repositoryId,
        @Meaning("Name of the repository") String repository,
        String name,
        @Meaning("Of the workflow file in the repository") String path,
        @Meaning("Whether it starts runs") boolean enabled,
        @Meaning("Patterns of JUnit XML that runners look for when a job has ended, one a line")
                String testReports,
        @Meaning("Whether people can start it by hand on the default branch") boolean dispatchable,
        @Meaning("Runs of thirty days of which something ran; null: none ended")
                @Nullable Long runs,
        @Nullable Long succeeded,
        @Nullable Long failed,
        @Meaning("Median duration of those that succeeded; null: none did")
                @Nullable Double usualSeconds,
        @Meaning("The same, of 95 in 100 at most") @Nullable Double p95Seconds) {}
