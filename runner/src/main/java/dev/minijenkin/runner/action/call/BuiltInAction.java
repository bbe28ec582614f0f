package dev.minijenkin.runner.action.call;

import dev.minijenkin.runner.step.StepHandler;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.step.StepScope;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// An action that the runner carries out itself, whatever its version.
///
/// @param name in lower case, without a version: `actions/checkout`
public record BuiltInAction(String name, Function<ActionCall, StepHandler> maker)
        implements ActionKind {
    @Override
    public Optional<StepHandler> handler(ActionCall call) {
        return isAtHand(call.action())
                ? Optional.of(new OnMachine(maker.apply(call)))
                : Optional.empty();
    }

    @Override
    public boolean isAtHand(String action) {
        return action.toLowerCase(Locale.ROOT).startsWith(name + "@");
    }

    /// What the runner does itself it does on the machine, also where the steps of the job run in a
    /// container.
    private record OnMachine(StepHandler handler) implements StepHandler {
        @Override
        public StepOutcome run(StepScope scope) throws InterruptedException {
            scope.host().copyOut(scope.workspace().shared());
            StepOutcome outcome = handler.run(scope.onMachine());
            scope.host().copyIn(scope.workspace().shared());
            return outcome;
        }

        @Override
        public List<Post> posts() {
            return handler.posts().stream()
                    .map(post ->
                            new Post(post.name(), post.condition(), new OnMachine(post.handler())))
                    .toList();
        }
    }
}
