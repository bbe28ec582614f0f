package dev.minijenkin.runner.action.load;

import dev.minijenkin.runner.action.call.ActionCall;
import dev.minijenkin.runner.action.call.ActionInputs;
import dev.minijenkin.runner.action.call.ActionKind;
import dev.minijenkin.runner.action.call.LoadedAction;
import dev.minijenkin.runner.step.StepHandler;
import dev.minijenkin.workflow.action.ActionFile;
import dev.minijenkin.workflow.plan.definition.JobContainers;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An image as an action: `docker://image`, with `entrypoint` and `args` of the step.
public final class ImageAction implements ActionKind {
    @Override
    public Optional<StepHandler> handler(ActionCall call) {
        return isAtHand(call.action()) ? Optional.of(container(call)) : Optional.empty();
    }

    @Override
    public boolean isAtHand(String action) {
        return action.startsWith(JobContainers.IMAGE);
    }

    private static StepHandler container(ActionCall call) {
        ActionFile.Runs.Container container = ActionFile.Runs.Container.of(call.action());
        LoadedAction action =
                new LoadedAction(
                        call.action(),
                        call.workspace(),
                        LoadedAction.Origin.WORKSPACE,
                        new ActionFile("", Map.of(), Map.of(), container));
        return ContainerAction.of(
                action,
                container,
                new ActionInputs(call.inputs(), List.of()),
                call.step().head().name(),
                call.actions(),
                call.contexts());
    }
}
