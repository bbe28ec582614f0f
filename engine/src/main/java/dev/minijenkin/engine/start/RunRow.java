package dev.minijenkin.engine.start;

import dev.minijenkin.engine.run.RunEvents;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.repository.Pipelines;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
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
            Tx tx, Occasion occasion, WorkflowSource source, PipelineId pipeline, String inputs) {
        if (!Pipelines.find(tx, pipeline).orElseThrow().enabled()) {
            return Optional.empty();
        }
        Occasion.Commit commit = occasion.commit();
        return Runs.insert(
                        tx,
                        new dev.minijenkin.db.run.NewRun(
                                pipeline,
                                occasion.repository().id(),
                                commit.subject(),
                                occasion.event(),
                                occasion.ref(),
                                headBranch(occasion),
                                commit.sha(),
                                commit.subject(),
                                commit.author(),
                                occasion.actor(),
                                dev.minijenkin.db.run.NewRun.USUAL_PRIORITY,
                                occasion.delivery(),
                                source.content(),
                                occasion.payload(),
                                inputs))
                .flatMap(id -> {
                    RunEvents.requested(tx, id);
                    return Runs.find(tx, id);
                });
    }

    private static String headBranch(Occasion occasion) {
        String branch = occasion.activity().headRef();
        return branch.isEmpty() ? RefNames.brief(occasion.ref()) : branch;
    }
}
