package dev.minijenkin.workflow.next;

import dev.minijenkin.workflow.expression.Condition;
import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.expression.Status;
import dev.minijenkin.workflow.expression.syntax.Function;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.next.JobConditions.Ancestors;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// The `if` of a job, evaluated when its needs are finished.
public final class JobIf {
    private JobIf() {}

    /// What the condition says.
    ///
    /// @param contexts `github`, `needs`, `inputs`, `vars`
    /// @param cancelled whether somebody cancelled the run
    public static ConditionOutcome decide(
            String condition, Map<String, Value> contexts, Ancestors ancestors, boolean cancelled) {
        if (condition.isBlank()) {
            return ancestors.outcomeOfSuccess();
        }
        try {
            boolean holds =
                    Condition.parse(condition)
                            .holds(
                                    Contexts.of(contexts)
                                            .with(new AncestorStatus(ancestors, cancelled)));
            return holds
                    ? new ConditionOutcome.Runs()
                    : new ConditionOutcome.Skipped("Skipped because its condition does not hold");
        } catch (ExpressionException e) {
            return new ConditionOutcome.Broken(
                    "The condition of the job cannot be evaluated: " + e.getMessage());
        }
    }

    /// Whether the job may still run after the run was cancelled.
    public static boolean survivesCancelling(String condition) {
        if (condition.isBlank()) {
            return false;
        }
        try {
            return Condition.parse(condition).expressions().stream()
                    .flatMap(expression -> expression.functions().stream())
                    .anyMatch(f -> f == Function.ALWAYS || f == Function.CANCELLED);
        } catch (ExpressionException _) {
            return false;
        }
    }

    private record AncestorStatus(Ancestors ancestors, boolean cancelled) implements Status {
        @Override
        public boolean success(List<String> jobs) {
            return !cancelled && asked(jobs).stream().allMatch(Result.SUCCESS::equals);
        }

        @Override
        public boolean failure(List<String> jobs) {
            return !cancelled && asked(jobs).stream().anyMatch(Result.FAILURE::equals);
        }

        private Collection<Result> asked(List<String> jobs) {
            if (jobs.isEmpty()) {
                return ancestors.all().values();
            }
            return jobs.stream()
                    .map(job -> ancestors.all().getOrDefault(job, Result.SKIPPED))
                    .toList();
        }
    }
}
