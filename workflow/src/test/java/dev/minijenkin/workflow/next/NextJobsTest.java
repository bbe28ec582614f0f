package dev.minijenkin.workflow.next;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.workflow.next.RunJob.Stage;
import dev.minijenkin.workflow.plan.JobKind;
import dev.minijenkin.workflow.plan.leg.Strategy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NextJobsTest {
    private static RunJob job(long id, String key, Stage stage, String... needs) {
        return new RunJob(id, key, "", List.of(needs), JobKind.STEPS, Strategy.USUAL, stage);
    }

    private static RunJob blocked(long id, String key, String... needs) {
        return job(id, key, new Stage.Blocked(), needs);
    }

    private static RunJob open(long id, String key, String... needs) {
        return job(id, key, new Stage.Open(), needs);
    }

    private static RunJob finished(long id, String key, Result result, String... needs) {
        return job(id, key, new Stage.Finished(result), needs);
    }

    /// Every job of these keys has the condition; the others have none.
    private static JobConditions conditions(Map<String, String> byKey) {
        return (job, ancestors) ->
                JobIf.decide(byKey.getOrDefault(job.key(), ""), Map.of(), ancestors, false);
    }

    @Test
    void jobsWithoutNeedsStart() {
        Decisions decisions =
                NextJobs.next(
                        List.of(blocked(1, "a"), blocked(2, "b"), blocked(3, "c", "a")),
                        JobConditions.NONE);
        assertThat(decisions.starting()).containsExactly(1L, 2L);
        assertThat(decisions.skipped()).isEmpty();
        assertThat(decisions.end()).isEmpty();
    }

    @Test
    void aJobStartsWhenAllThatItNeedsSucceeded() {
        assertThat(
                        NextJobs.next(
                                        List.of(
                                                finished(1, "a", Result.SUCCESS),
                                                open(2, "b"),
                                                blocked(3, "c", "a", "b")),
                                        JobConditions.NONE)
                                .starting())
                .isEmpty();
        assertThat(
                        NextJobs.next(
                                        List.of(
                                                finished(1, "a", Result.SUCCESS),
                                                finished(2, "b", Result.SUCCESS),
                                                blocked(3, "c", "a", "b")),
                                        JobConditions.NONE)
                                .starting())
                .containsExactly(3L);
    }

    @Test
    void aFailureSkipsTheWholeChainAndEndsTheRun() {
        Decisions decisions =
                NextJobs.next(
                        List.of(
                                finished(1, "a", Result.FAILURE),
                                blocked(2, "b", "a"),
                                blocked(3, "c", "b")),
                        JobConditions.NONE);
        assertThat(decisions.skipped())
                .containsExactly(
                        Map.entry(2L, "Skipped because a failed"),
                        Map.entry(3L, "Skipped because a failed"));
        assertThat(decisions.end()).contains(Result.FAILURE);
    }

    @Test
    void aSkippedAncestorSkipsWhatComesAfterAJobThatRanAnyway() {
        List<RunJob> jobs =
                List.of(
                        finished(1, "a", Result.SKIPPED),
                        finished(2, "z", Result.SUCCESS, "a"),
                        blocked(3, "zz", "z"));
        assertThat(NextJobs.next(jobs, conditions(Map.of("z", "always()"))).skipped())
                .containsExactly(Map.entry(3L, "Skipped because a was skipped"));
        assertThat(
                        NextJobs.next(jobs, conditions(Map.of("zz", "always() && needs.z == null")))
                                .starting())
                .containsExactly(3L);
    }

    @Test
    void statusFunctionsAskAllAncestorsOrTheNamedOnes() {
        List<RunJob> jobs =
                List.of(
                        finished(1, "a", Result.FAILURE),
                        finished(2, "b", Result.SUCCESS, "a"),
                        blocked(3, "c", "b"));
        assertThat(NextJobs.next(jobs, conditions(Map.of("c", "failure()"))).starting())
                .containsExactly(3L);
        assertThat(NextJobs.next(jobs, conditions(Map.of("c", "success()"))).skipped())
                .containsKey(3L);
        assertThat(NextJobs.next(jobs, conditions(Map.of("c", "success('b')"))).starting())
                .containsExactly(3L);
        assertThat(NextJobs.next(jobs, conditions(Map.of("c", "failure('b')"))).skipped())
                .containsKey(3L);
        assertThat(NextJobs.next(jobs, conditions(Map.of("c", "1 == 1"))).skipped())
                .as("success() is implied")
                .containsKey(3L);
    }

    @Test
    void aConditionThatCannotBeEvaluatedFailsTheJob() {
        Decisions decisions =
                NextJobs.next(List.of(blocked(1, "a")), conditions(Map.of("a", "fromJSON('bad')")));
        assertThat(decisions.broken().get(1L)).contains("cannot be evaluated");
        assertThat(decisions.end()).contains(Result.FAILURE);
    }

    @Test
    void theLegsOfAMatrixAreOneNeed() {
        assertThat(
                        NextJobs.next(
                                        List.of(
                                                finished(1, "a", Result.SUCCESS),
                                                open(2, "a"),
                                                blocked(3, "b", "a")),
                                        JobConditions.NONE)
                                .starting())
                .isEmpty();
        assertThat(
                        NextJobs.next(
                                        List.of(
                                                finished(1, "a", Result.SUCCESS),
                                                finished(2, "a", Result.FAILURE),
                                                blocked(3, "b", "a")),
                                        JobConditions.NONE)
                                .skipped())
                .containsKey(3L);
    }

    @Test
    void theRunEndsAsItsWorstJob() {
        assertThat(end(Result.SUCCESS, Result.SKIPPED)).isEqualTo(Result.SUCCESS);
        assertThat(end(Result.SUCCESS, Result.CANCELLED)).isEqualTo(Result.CANCELLED);
        assertThat(end(Result.CANCELLED, Result.TIMED_OUT)).isEqualTo(Result.TIMED_OUT);
        assertThat(end(Result.TIMED_OUT, Result.FAILURE)).isEqualTo(Result.FAILURE);
        assertThat(end(Result.SKIPPED, Result.SKIPPED)).isEqualTo(Result.SKIPPED);
    }

    private static Result end(Result first, Result second) {
        return NextJobs.next(
                        List.of(finished(1, "a", first), finished(2, "b", second)),
                        JobConditions.NONE)
                .end()
                .orElseThrow();
    }
}
