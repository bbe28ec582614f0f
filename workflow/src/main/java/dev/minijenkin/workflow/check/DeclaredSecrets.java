package dev.minijenkin.workflow.check;

import dev.minijenkin.workflow.model.CallSecret;
import dev.minijenkin.workflow.model.Trigger;
import dev.minijenkin.workflow.yaml.Fields;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The secrets that a file which is only called can count on.
final class DeclaredSecrets {
    private static final List<String> ALWAYS =
            List.of("GITHUB_TOKEN", "ACTIONS_RUNNER_DEBUG", "ACTIONS_STEP_DEBUG");

    private DeclaredSecrets() {}

    /// Empty where any may be there: those of the repository where other events start the file too,
    /// those of the caller where the file says nothing.
    static Optional<Set<String>> of(Fields workflow, Map<String, Trigger> triggers) {
        boolean says =
                workflow.below("on").below("workflow_call").has("secrets")
                        && triggers.keySet().equals(Set.of("workflow_call"));
        if (!says || !(triggers.get("workflow_call") instanceof Trigger.Call call)) {
            return Optional.empty();
        }
        Set<String> names = new LinkedHashSet<>(ALWAYS);
        call.secrets().stream().map(CallSecret::name).forEach(names::add);
        return Optional.of(names);
    }
}
