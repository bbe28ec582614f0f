package dev.minijenkin.db.view.api.test;

import dev.minijenkin.db.view.api.page.Meaning;
import org.jspecify.annotations.Nullable;

@Meaning("A test that failed in a run, or passed only when it was tried again")
public record ApiFailedTest(
        long reportId,
        long jobId,
        @Meaning("Of the job that reported it") String job,
        @Meaning("Class, file or whatever holds it; empty: nothing does") String suite,
        String name,
        @Meaning("failed, or flaky: it passed when it was tried again") String outcome,
        @Meaning(
                        "What the latest reports of the repository say: flaky (it failed and passed at one commit), broken (it failed when it was tried last) or mended (it has passed since); null: it is in none of them")
                @Nullable String verdict,
        @Nullable String message,
        @Meaning("File in the repository where it failed") @Nullable String path,
        @Nullable Integer line) {}
