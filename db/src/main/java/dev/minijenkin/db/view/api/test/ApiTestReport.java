package dev.minijenkin.db.view.api.test;

import dev.minijenkin.db.view.api.page.Meaning;
import java.time.Instant;

@Meaning("The tests that a step of a job reported")
public record ApiTestReport(
        long id,
        long runId,
        int attempt,
        long jobId,
        @Meaning("Of the job that reported them") String job,
        @Meaning("Number of the step") int step,
        @Meaning("As people see it") String name,
        long passed,
        long failed,
        long skipped,
        @Meaning("Those that failed and passed when they were tried again") long flaky,
        @Meaning("Of all of them together") long milliseconds,
        Instant createdAt) {}
