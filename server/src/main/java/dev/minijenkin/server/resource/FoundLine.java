package dev.minijenkin.server.resource;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.search.SearchHit;
import dev.minijenkin.db.view.api.page.Meaning;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Meaning("A line that a search found")
record FoundLine(
        long jobId,
        long runId,
        @Meaning("Name of the pipeline, with that of its repository before it") String pipeline,
        @Meaning("Of the run in its pipeline") long number,
        @Meaning("Empty where the run is of none") String branch,
        @Meaning("Name of the job") String job,
        String runner,
        @Meaning("Null while the job is open") @Nullable String conclusion,
        @Meaning("Of the log of the claim that printed it, from 1") long line,
        Instant at,
        @Meaning("Without colours") String text,
        @Meaning("The lines before it") List<String> before,
        @Meaning("The lines behind it") List<String> after) {
    static FoundLine of(SearchHit hit) {
        SearchHit.Origin origin = hit.origin();
        return new FoundLine(
                origin.id().value(),
                origin.run().value(),
                origin.pipeline(),
                origin.number(),
                origin.branch(),
                origin.job(),
                origin.runner(),
                EnumWords.ofNullable(origin.conclusion()),
                hit.line(),
                hit.at(),
                hit.text(),
                hit.before(),
                hit.after());
    }
}
