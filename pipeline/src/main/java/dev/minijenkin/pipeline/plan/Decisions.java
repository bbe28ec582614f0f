package dev.minijenkin.pipeline.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is to be done in a run now.
///
/// @param starting ids of blocked jobs whose turn has come
/// @param skipped ids of blocked jobs that end without running, with the sentence why
/// @param broken ids of blocked jobs whose `if` cannot be evaluated, with the sentence why: they
///   fail
/// @param runResult how the run ends; null while it goes on
public record Decisions(
        List<Long> starting,
        Map<Long, String> skipped,
        Map<Long, String> broken,
        @Nullable Result runResult) {
    /// How the run ends; empty while it goes on.
    public Optional<Result> end() {
        return Optional.ofNullable(runResult);
    }
}
