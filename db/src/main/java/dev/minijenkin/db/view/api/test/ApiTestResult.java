package dev.minijenkin.db.view.api.test;

import dev.minijenkin.db.view.api.page.Meaning;
import org.jspecify.annotations.Nullable;

@Meaning("How one test went in one report")
public record ApiTestResult(
        @Meaning("Its place in the report, from 1") long place,
        @Meaning("Class, file or whatever holds it; empty: nothing does") String suite,
        String name,
        @Meaning("passed, failed, skipped, or flaky: it failed and passed when it was tried again")
                String outcome,
        long milliseconds,
        @Meaning("Why it failed or was left out") @Nullable String message,
        @Meaning("What else is said of its failure, as a stack") @Nullable String details,
        @Meaning("File in the repository where it failed") @Nullable String path,
        @Nullable Integer line) {}
