package dev.minijenkin.workflow.next;

import java.util.Map;

/// Evaluates the `if` of jobs. Must give the same answer for the same question.
@FunctionalInterface
public interface JobConditions {
    /// For runs in which no job has an `if`.
    JobConditions NONE = (_, ancestors) -> ancestors.outcomeOfSuccess();

    ConditionOutcome decide(RunJob job, Ancestors ancestors);

    /// The finished jobs on which a job depends.
    ///
    /// @param direct results by key, of what it names itself
    /// @param all results by key, of what stands on any way before it
    record Ancestors(Map<String, Result> direct, Map<String, Result> all) {
        /// The outcome of `success()`.
        public ConditionOutcome outcomeOfSuccess() {
            return all.entrySet().stream()
                    .filter(entry -> entry.getValue() != Result.SUCCESS)
                    .findFirst()
                    .<ConditionOutcome>map(entry ->
                            new ConditionOutcome.Skipped(
                                    "Skipped because %s %s"
                                            .formatted(entry.getKey(), shown(entry.getValue()))))
                    .orElseGet(ConditionOutcome.Runs::new);
        }

        private static String shown(Result result) {
            return switch (result) {
                case SUCCESS -> "succeeded";
                case FAILURE -> "failed";
                case TIMED_OUT -> "ran out of time";
                case CANCELLED -> "was cancelled";
                case SKIPPED -> "was skipped";
            };
        }
    }
}
