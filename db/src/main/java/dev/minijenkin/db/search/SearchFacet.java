package dev.minijenkin.db.search;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.run.Conclusion;
import org.jspecify.annotations.Nullable;

/// By what the hits of a search are told apart, and can be narrowed.
public enum SearchFacet {
    PIPELINE,
    BRANCH,
    JOB,
    RUNNER,
    STATE;

    /// What a job is of; empty: of none.
    String of(SearchHit.Origin origin) {
        return switch (this) {
            case PIPELINE -> origin.pipeline();
            case BRANCH -> origin.branch();
            case JOB -> origin.job();
            case RUNNER -> origin.runner();
            case STATE -> word(origin.conclusion());
        };
    }

    private static String word(@Nullable Conclusion conclusion) {
        return conclusion == null ? "" : EnumWords.of(conclusion);
    }
}
