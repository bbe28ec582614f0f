package dev.minijenkin.runner.action;

import dev.minijenkin.runner.step.StepHandler;
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
}
