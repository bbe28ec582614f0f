package dev.minijenkin.runner.action.load;

import dev.minijenkin.runner.action.call.ActionCall;
import dev.minijenkin.runner.action.call.ActionKind;
import dev.minijenkin.runner.action.call.LoadedAction;
import dev.minijenkin.runner.action.call.UnusableActionException;
import dev.minijenkin.runner.step.StepHandler;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Optional;

/// An action that lies in the workspace: `./folder`, relative to the workspace also where another
/// action names it.
public final class LocalAction implements ActionKind {
    @Override
    public Optional<StepHandler> handler(ActionCall call) {
        return isAtHand(call.action())
                ? Optional.of(ActionHandlers.of(call, () -> load(call)))
                : Optional.empty();
    }

    @Override
    public boolean isAtHand(String action) {
        return action.startsWith("./") || action.equals(".");
    }

    private static LoadedAction load(ActionCall call) throws UnusableActionException {
        call.actions().host().copyOut(List.of(call.workspace()));
        try {
            return LoadedAction.read(
                    call.action(),
                    call.workspace().resolve(call.action()).normalize(),
                    LoadedAction.Origin.WORKSPACE,
                    call.actions().files());
        } catch (InvalidPathException _) {
            throw new UnusableActionException(
                    "uses '" + call.action() + "', which cannot be the path of a folder");
        }
    }
}
