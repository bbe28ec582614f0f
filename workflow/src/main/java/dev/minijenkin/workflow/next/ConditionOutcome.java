package dev.minijenkin.workflow.next;

/// What the `if` of a job says once its needs are finished.
public sealed interface ConditionOutcome {
    record Runs() implements ConditionOutcome {}

    /// It does not hold.
    ///
    /// @param message one sentence for a person
    record Skipped(String message) implements ConditionOutcome {}

    /// It could not be evaluated.
    ///
    /// @param message one sentence for a person
    record Broken(String message) implements ConditionOutcome {}
}
