package dev.minijenkin.db.view.runs;

import java.time.Duration;
import java.util.Set;

/// One condition on runs.
public sealed interface RunCriterion {
    /// Part of the repository's or the pipeline's name.
    record PipelineIs(String text) implements RunCriterion {}

    /// The branch or tag; `*` stands for anything.
    record BranchIs(String pattern) implements RunCriterion {}

    /// Words of `run_state`, `conclusion` or `cause`.
    record StateIs(Set<String> words) implements RunCriterion {}

    record ActorIs(String name) implements RunCriterion {}

    record EventIs(String name) implements RunCriterion {}

    record CreatedWithin(Duration span) implements RunCriterion {}

    record NumberIs(long number) implements RunCriterion {}

    /// Part of the title, the ref or the name of the pipeline or its repository, or the start of
    /// the commit's hash.
    record TextContains(String text) implements RunCriterion {}

    record Not(RunCriterion criterion) implements RunCriterion {}
}
