package dev.minijenkin.runner.action.load;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.runner.action.call.ActionCall;
import dev.minijenkin.runner.action.call.ActionInputs;
import dev.minijenkin.runner.action.call.LoadedAction;
import dev.minijenkin.runner.action.call.UnusableActionException;
import dev.minijenkin.runner.step.StepHandler;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.workflow.action.ActionFile;

/// What carries out an action that is there.
public final class ActionHandlers {
    private ActionHandlers() {}

    /// Gives the action itself, or says why there is none.
    @FunctionalInterface
    interface Source {
        LoadedAction load() throws UnusableActionException;
    }

    /// What carries out the action that a source gives; where it gives none, that it fails.
    ///
    /// @throws dev.minijenkin.workflow.expression.value.ExpressionException if an input cannot be
    ///   evaluated
    static StepHandler of(ActionCall call, Source source) {
        try {
            return of(call, source.load());
        } catch (UnusableActionException e) {
            return failing(String.valueOf(e.getMessage()));
        }
    }

    public static StepHandler failing(String message) {
        return _ -> new StepOutcome.Failed(Cause.WORKFLOW_INVALID, message);
    }

    private static StepHandler of(ActionCall call, LoadedAction action) {
        ActionInputs inputs = ActionInputs.of(action.file(), call.inputs(), call.contexts());
        return switch (action.file().runs()) {
            case ActionFile.Runs.Composite composite ->
                    new CompositeAction(action, composite, inputs);
            case ActionFile.Runs.Node node ->
                    new NodeAction(
                            action,
                            node,
                            inputs,
                            call.step().head().name(),
                            call.actions().services());
            case ActionFile.Runs.Container container ->
                    ContainerAction.of(
                            action,
                            container,
                            inputs,
                            call.step().head().name(),
                            call.actions(),
                            call.contexts());
        };
    }
}
