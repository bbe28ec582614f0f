package dev.minijenkin.runner.action;

import dev.minijenkin.runner.step.StepHandler;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// An action that the runner carries out itself, whatever its version.
///
/// @param name in lower case, without a version: `actions/checkout`
record BuiltInAction(String name, Function<ActionCall, StepHandler> maker) implements ActionKind {
    @Override
    public Optional<StepHandler> handler(ActionCall call) {
        return isAtHand(call.action()) ? Optional.of(maker.apply(call)) : Optional.empty();
    }

    @Override
    public boolean isAtHand(String action) {
        return action.toLowerCase(Locale.ROOT).startsWith(name + "@");
    }
}
