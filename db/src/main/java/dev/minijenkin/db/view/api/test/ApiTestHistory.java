package dev.minijenkin.db.view.api.test;

import dev.minijenkin.db.view.api.page.Meaning;

@Meaning("How a test that fails went in the latest reports of its repository")
public record ApiTestHistory(
        @Meaning("Class, file or whatever holds it; empty: nothing does") String suite,
        String name,
        @Meaning(
                        "flaky (it failed and passed at one commit), broken (it failed when it was tried last) or mended (it has passed since)")
                String verdict,
        @Meaning("How often") long passed,
        @Meaning("How often") long failed,
        @Meaning("Run in which it failed last") long lastFailedRunId) {}
