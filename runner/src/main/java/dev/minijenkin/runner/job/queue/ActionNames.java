package dev.minijenkin.runner.job.queue;

import dev.minijenkin.workflow.plan.definition.StepDefinition;
import java.util.HashMap;
import java.util.Map;

/// Names for steps of one list that have no id, for `GITHUB_ACTION`: `__run`, `__run_2`,
/// `__actions_checkout`, `__self` for actions of the repository. Used by one thread.
public final class ActionNames {
    private final Map<String, Integer> used = new HashMap<>();

    /// That of a step: its id where it has one.
    public String of(StepDefinition step) {
        if (!step.head().id().isEmpty()) {
            return step.head().id();
        }
        String name =
                switch (step.bare()) {
                    case StepDefinition.Run _ -> "__run";
                    case StepDefinition.Uses uses -> "__" + plain(uses.action());
                    case StepDefinition.Wait _ -> "__wait";
                    case StepDefinition.Cancel _ -> "__cancel";
                    case StepDefinition.Background beside -> of(beside);
                };
        int count = used.merge(name, 1, Integer::sum);
        return count == 1 ? name : name + "_" + count;
    }

    private static String plain(String action) {
        if (action.startsWith("./") || action.startsWith("$/")) {
            return "self";
        }
        return action.replaceFirst("@.*", "").replaceAll("[^A-Za-z0-9_-]", "_");
    }
}
