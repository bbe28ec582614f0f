package dev.minijenkin.engine.start;

import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.repository.Pipelines;
import dev.minijenkin.db.run.Annotation;
import dev.minijenkin.db.run.Annotations;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.NewRun;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.engine.run.RunEvents;
import dev.minijenkin.engine.run.WorkflowSource;
import dev.minijenkin.workflow.trigger.RefNames;
import java.util.List;
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

    /// Ends one that cannot go on, before any of its jobs began.
    ///
    /// @param annotations why
    static void refuse(Tx tx, Run run, List<Annotation> annotations) {
        Annotations.insert(tx, run.id(), run.attempt(), annotations);
        Runs.finish(tx, run.id(), Conclusion.FAILURE, Cause.WORKFLOW_INVALID);
        RunEvents.completed(tx, run.id());
    }

    private static String headBranch(TriggerEvent trigger) {
        String branch = trigger.event().headRef();
        return branch.isEmpty() ? RefNames.brief(trigger.ref()) : branch;
    }
}
