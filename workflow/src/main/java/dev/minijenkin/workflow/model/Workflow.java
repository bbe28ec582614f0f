package dev.minijenkin.workflow.model;

import dev.minijenkin.workflow.problem.Problem;
import dev.minijenkin.workflow.yaml.Text;
import dev.minijenkin.workflow.yaml.Yaml;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A workflow file that is valid.
///
/// @param name empty where the file gives none
/// @param runName empty where the file gives none
/// @param triggers by the name of the event, in the order of the file
/// @param jobs in the order of the file; never empty
/// @param settings what the file says below each key
/// @param refusals why a run of it is refused: what is not carried out here and without which the
///   run would do other work; empty where it can run
public record Workflow(
        String name,
        Text runName,
        Map<String, Trigger> triggers,
        Map<String, String> env,
        Defaults defaults,
        List<WorkflowJob> jobs,
        Map<String, Yaml> settings,
        List<Problem> refusals) {
    /// What stands below a key: `concurrency`, `permissions`.
    public Optional<Yaml> setting(String key) {
        return Optional.ofNullable(settings.get(key));
    }

    /// The group that a run of it enters as a whole.
    public Concurrency concurrency() {
        return setting("concurrency").map(Concurrency::of).orElse(Concurrency.NONE);
    }
}
