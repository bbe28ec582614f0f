package dev.minijenkin.engine.start;

import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.repository.Pipeline;
import dev.minijenkin.db.repository.Pipelines;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.db.run.start.RunNumber;
import dev.minijenkin.db.variable.Variables;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.plan.PlannedJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a run would be that nobody inserts. Texts of its file that name its number or id see 1.
///
/// @param trigger why it would run
/// @param path of the workflow file
/// @param enabled whether its pipeline starts runs
/// @param jobs names of those that are known before any of them ran
/// @param refusal why it would fail before it began; empty: it would begin
public record RunPreview(
        TriggerEvent trigger,
        String path,
        boolean enabled,
        List<String> jobs,
        Optional<String> refusal) {
    private static final PipelineId NOT_STORED = new PipelineId(1);

    /// Those of runs of one repository, in their order.
    public static List<RunPreview> of(Tx tx, Repository repository, List<StartableRun> runs) {
        ObjectValue vars = ObjectValue.ofTexts(Variables.of(tx, repository.id()));
        List<String> off =
                Pipelines.ofRepository(tx, repository.id()).stream()
                        .filter(pipeline -> !pipeline.enabled())
                        .map(Pipeline::path)
                        .toList();
        List<RunPreview> previews = new ArrayList<>();
        for (StartableRun run : runs) {
            PlannedRun planned =
                    PlannedRun.of(
                            run,
                            new Pipeline(
                                    NOT_STORED,
                                    repository.id(),
                                    run.path(),
                                    run.path(),
                                    true,
                                    List.of()),
                            new RunNumber(new RunId(1), 1),
                            vars);
            previews.add(
                    new RunPreview(
                            run.trigger(),
                            run.path(),
                            !off.contains(run.path()),
                            planned.plan().jobs().stream().map(PlannedJob::name).toList(),
                            planned.started().refusal()));
        }
        return previews;
    }
}
