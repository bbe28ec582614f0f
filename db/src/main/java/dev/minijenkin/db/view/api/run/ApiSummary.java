package dev.minijenkin.db.view.api.run;

import dev.minijenkin.db.view.api.page.Meaning;

@Meaning("What the steps of a job tell people (`GITHUB_STEP_SUMMARY`); `getSummary` has the words")
public record ApiSummary(
        long jobId,
        @Meaning("As people see it") String job,
        @Meaning("How many steps tell something") long steps,
        @Meaning("Of all their Markdown together") long bytes) {}
