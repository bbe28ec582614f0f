package dev.minijenkin.runner.action.call;

import dev.minijenkin.runner.action.git.GitException;
import dev.minijenkin.runner.step.StepHandler;
import dev.minijenkin.runner.step.StepScope;
import java.util.Optional;

/// One kind of action: the built-in ones, each a kind of its own; then composite, JavaScript and
/// container actions.
@FunctionalInterface
public interface ActionKind {
    /// What carries the call out; empty where its action is of another kind.
    ///
    /// @throws dev.minijenkin.workflow.expression.value.ExpressionException if an input cannot be
    ///   evaluated
    Optional<StepHandler> handler(ActionCall call);

    /// Whether it carries out an action of this name without having to fetch anything.
    default boolean isAtHand(String action) {
        return false;
    }

    /// Fetches an action before the first step of a job; empty where it is of another kind.
    ///
    /// @param job the actions that it has so far
    /// @param scope of what the runner does before the first step
    default Optional<LoadedAction> prepare(String action, JobActions job, StepScope scope)
            throws UnusableActionException, GitException, InterruptedException {
        return Optional.empty();
    }
}
