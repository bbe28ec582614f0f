package dev.minijenkin.runner.action;

import dev.minijenkin.runner.step.StepHandler;
import java.util.List;

/// The table of the kinds of actions; the first that knows an action carries it out.
public record Actions(List<ActionKind> kinds) {
    /// What a runner can carry out.
    public static final Actions ALL =
            new Actions(
                    List.of(
                            new BuiltInAction("actions/checkout", CheckoutAction::of),
                            new LocalAction()));

    public Actions {
        kinds = List.copyOf(kinds);
    }

    /// What carries the call out; where no kind does, that it fails.
    public StepHandler handler(ActionCall call) {
        return kinds.stream()
                .flatMap(kind -> kind.handler(call).stream())
                .findFirst()
                .orElseGet(() -> unknown(call.action()));
    }

    private static StepHandler unknown(String action) {
        return ActionHandlers.failing(
                "uses '" + action + "', an action that this runner cannot carry out");
    }
}
