package dev.minijenkin.db.view.api.stats;

import dev.minijenkin.db.view.api.page.Meaning;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Meaning("What ended in a minute; a minute in which nothing did is left out")
public record ApiMinute(
        Instant minute,
        int jobsFinished,
        @Meaning("Neither cancelled nor skipped") int runsFinished,
        int runsSucceeded,
        @Nullable Integer startLatencyP50Ms,
        @Nullable Integer startLatencyP95Ms) {}
