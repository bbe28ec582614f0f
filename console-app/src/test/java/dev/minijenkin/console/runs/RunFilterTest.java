package dev.minijenkin.console.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.frame.FilterTokens;
import dev.minijenkin.console.sample.SampleViews;
import dev.minijenkin.db.view.runs.RunCriterion;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunFilterTest {
    private final FilterWords words = new FilterWords();

    @Test
    void keysStatesAndEventsAreCompleted() {
        assertThat(completion("pi")).isEqualTo("peline:");
        assertThat(completion("since:2d -b")).isEqualTo("ranch:");
        assertThat(completion("state:fa")).isEqualTo("ilure");
        assertThat(completion("event:pull")).isEqualTo("_request");
        assertThat(completion("state:failure")).isEmpty();
        assertThat(completion("")).isEmpty();
    }

    @Test
    void whatWasSeenIsCompleted() {
        words.pipelines().add("shop-web/ci");
        words.branches().add("release/7");
        words.people().add("ana");
        assertThat(completion("pipeline:sh")).isEqualTo("op-web/ci");
        assertThat(completion("-branch:rel")).isEqualTo("ease/7");
        assertThat(completion("by:a")).isEqualTo("na");
        assertThat(completion("by:b")).isEmpty();
    }

    @Test
    void whatHoldsASpaceStandsInQuotes() {
        words.exist(List.of("shop/web/QA gate (nightly & PR)"));
        assertThat(completion("pipeline:")).isEqualTo("\"shop/web/QA gate (nightly & PR)\"");
        assertThat(completion("pipeline:\"shop/web/QA g")).isEqualTo("ate (nightly & PR)\"");
        assertThat(RunFilter.of("pipeline:\"shop/web/QA gate\" branch:main").criteria())
                .containsExactly(
                        new RunCriterion.PipelineIs("shop/web/QA gate"),
                        new RunCriterion.BranchIs("main"));
        assertThat(RunFilter.of(FilterTokens.token("by", "ana maria")).criteria())
                .containsExactly(new RunCriterion.ActorIs("ana maria"));
        assertThat(RunFilter.of("by:\"ana mar").criteria())
                .containsExactly(new RunCriterion.ActorIs("ana mar"));
        assertThat(FilterTokens.token("by", "ana")).isEqualTo("by:ana");
    }

    @Test
    void onlyPipelinesThatExistAreOffered() {
        words.seen(List.of(SampleViews.run(1)));
        assertThat(completion("pipeline:sh")).isEmpty();
        words.exist(List.of("shop/ci"));
        assertThat(completion("pipeline:sh")).isEqualTo("op/ci");
        words.exist(List.of("shop/build"));
        assertThat(completion("pipeline:shop/c")).isEmpty();
    }

    @Test
    void aTokenIsACriterionAndAMinusItsOpposite() {
        assertThat(RunFilter.of("branch:main -by:renovate #42").criteria())
                .containsExactly(
                        new RunCriterion.BranchIs("main"),
                        new RunCriterion.Not(new RunCriterion.ActorIs("renovate")),
                        new RunCriterion.NumberIs(42));
        assertThat(RunFilter.of("state:broken").problem()).startsWith("state: is one of");
        assertThat(RunFilter.of("since:yesterday").problem()).startsWith("since: takes a number");
    }

    private String completion(String text) {
        return RunFilter.completion(text, words);
    }
}
