package dev.minijenkin.cli.view;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.search.SearchFacets;
import dev.minijenkin.db.search.SearchQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What is looked for, and in which logs.
final class SearchOptions {
    @Parameters(
            arity = "0..*",
            paramLabel = "WORDS",
            description =
                    "whole words, in any order; *part* stands anywhere in a word, '\"a phrase\"' as it is,"
                            + " -word: not in the line")
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--regex",
            description = "WORDS are one regular expression (Java's; (?i) ignores case)")
    private boolean regex;

    @Option(
            names = "--pipeline",
            paramLabel = "NAME",
            description = "of this pipeline: its name or its file, also with REPOSITORY/ before it")
    private @Nullable String pipeline;

    @Option(names = "--branch", paramLabel = "NAME", description = "of runs of this branch")
    private @Nullable String branch;

    @Option(names = "--job", paramLabel = "NAME", description = "of jobs of this key or name")
    private @Nullable String job;

    @Option(names = "--runner", paramLabel = "NAME", description = "printed on this runner")
    private @Nullable String runner;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "of jobs that ended so: ${COMPLETION-CANDIDATES}")
    private @Nullable Conclusion state;

    /// Whether somebody says what is looked for.
    boolean given() {
        return !words.isEmpty();
    }

    SearchQuery query() {
        if (words.isEmpty()) {
            throw new CommandFailureException("What is looked for? Give a word.");
        }
        String text = String.join(" ", words);
        return regex ? SearchQuery.regex(text) : SearchQuery.words(text);
    }

    SearchFacets facets(@Nullable Instant since, @Nullable Instant until) {
        return new SearchFacets(pipeline, branch, job, runner, state, since, until);
    }
}
