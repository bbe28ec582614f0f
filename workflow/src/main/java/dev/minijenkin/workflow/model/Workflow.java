package dev.minijenkin.workflow.model;

import dev.minijenkin.workflow.expression.value.OrdinalIgnoreCase;
import dev.minijenkin.workflow.problem.Problem;
import dev.minijenkin.workflow.yaml.Text;
import dev.minijenkin.workflow.yaml.Yaml;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

    /// The same with one job and those that it needs, directly or not, and no more refusals than
    /// theirs; empty where it has no such job.
    ///
    /// @param id of the job; case does not matter
    public Optional<Workflow> only(String id) {
        Set<String> wanted = new HashSet<>();
        need(id, wanted);
        List<WorkflowJob> kept =
                jobs.stream().filter(job -> wanted.contains(folded(job.id()))).toList();
        return kept.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Workflow(
                                name,
                                runName,
                                triggers,
                                env,
                                defaults,
                                kept,
                                settings,
                                refusals.stream()
                                        .filter(refusal ->
                                                jobAt(refusal).map(kept::contains).orElse(true))
                                        .toList()));
    }

    private void need(String id, Set<String> wanted) {
        jobs.stream()
                .filter(job -> OrdinalIgnoreCase.equal(job.id().value(), id))
                .filter(job -> wanted.add(folded(job.id())))
                .forEach(job -> job.needs().forEach(need -> need(need.value(), wanted)));
    }

    /// The job in which a problem lies; empty where it lies above all.
    private Optional<WorkflowJob> jobAt(Problem problem) {
        return jobs.stream()
                .filter(job -> job.id().place().line() <= problem.line())
                .max(Comparator.comparingInt(job -> job.id().place().line()));
    }

    private static String folded(Text id) {
        return OrdinalIgnoreCase.fold(id.value());
    }
}
