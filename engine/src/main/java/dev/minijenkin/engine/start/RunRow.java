package dev.minijenkin.engine.start;

import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.repository.Pipelines;
import dev.minijenkin.db.run.NewRun;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.engine.run.RunEvents;
import dev.minijenkin.engine.run.WorkflowSource;
import dev.minijenkin.workflow.trigger.RefNames;
import java.util.Optional;

/// The row of a run, for one that can go on and one that cannot.
final class RunRow {
    private RunRow() {}

    /// Inserts it, unless the pipeline is switched off or this delivery has started it already.
    ///
    /// @param inputs a JSON object
    static Optional<Run> insert(
            Tx tx,
            TriggerEvent trigger,
            WorkflowSource source,
            PipelineId pipeline,
            String inputs) {
        if (!Pipelines.find(tx, pipeline).orElseThrow().enabled()) {
            return Optional.empty();
        }
        Commit commit = trigger.commit();
        return Runs.insert(
                        tx,
                        new NewRun(
                                pipeline,
                                trigger.repository().id(),
                                commit.subject(),
                                new NewRun.Origin(
                                        trigger.name(), trigger.actor(), trigger.delivery()),
                                new NewRun.Commit(
                                        trigger.ref(),
                                        headBranch(trigger),
                                        commit.sha(),
                                        commit.subject(),
                                        commit.author()),
                                NewRun.USUAL_PRIORITY,
                                new NewRun.Source(source.content(), trigger.payload(), inputs)))
                .flatMap(id -> {
                    RunEvents.requested(tx, id);
                    return Runs.find(tx, id);
                });
    }

    private static String headBranch(TriggerEvent trigger) {
        String branch = trigger.event().headRef();
        return branch.isEmpty() ? RefNames.brief(trigger.ref()) : branch;
    }
}
