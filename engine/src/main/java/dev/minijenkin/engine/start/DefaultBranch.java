package dev.minijenkin.engine.start;

import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.listener.RunListeners;
import dev.minijenkin.db.repository.Pipelines;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.db.schedule.Schedules;
import dev.minijenkin.engine.run.SourceDecoder;
import dev.minijenkin.engine.run.WorkflowSource;
import dev.minijenkin.workflow.model.ReadResult;
import dev.minijenkin.workflow.model.Trigger;
import dev.minijenkin.workflow.model.Workflow;
import java.util.ArrayList;
import java.util.List;

/// What the workflow files of default branches ask for beyond the moment: schedules, and runs of
/// other workflows that start them.
public final class DefaultBranch {
    private final Tx tx;
    private final Repository repository;
    private final List<PipelineId> scheduled = new ArrayList<>();
    private final List<PipelineId> listening = new ArrayList<>();

    private DefaultBranch(Tx tx, Repository repository) {
        this.tx = tx;
        this.repository = repository;
    }

    /// The files of the default branch changed: from now on these count. A file that is broken
    /// keeps what it had. Wants a transaction of its caller; done again it changes nothing.
    public static void remember(Tx tx, Repository repository, List<WorkflowSource> files) {
        DefaultBranch branch = new DefaultBranch(tx, repository);
        files.forEach(branch::look);
        Schedules.keepOnly(tx, repository.id(), branch.scheduled);
        RunListeners.keepOnly(tx, repository.id(), branch.listening);
    }

    private void look(WorkflowSource source) {
        switch (SourceDecoder.read(source)) {
            case ReadResult.Valid valid -> keep(source, valid.workflow());
            case ReadResult.Invalid _ -> {
                PipelineId pipeline = Pipelines.ensure(tx, repository.id(), source.path());
                scheduled.add(pipeline);
                listening.add(pipeline);
            }
        }
    }

    private void keep(WorkflowSource source, Workflow workflow) {
        boolean listens = workflow.triggers().get("workflow_run") instanceof Trigger.Activity;
        if (!listens && !ScheduleKeeper.concerns(workflow)) {
            return;
        }
        String name = workflow.name().isBlank() ? source.path() : workflow.name();
        PipelineId pipeline = Pipelines.ensure(tx, repository.id(), source.path(), name);
        if (ScheduleKeeper.concerns(workflow) && ScheduleKeeper.remember(tx, pipeline, workflow)) {
            scheduled.add(pipeline);
        }
        if (workflow.triggers().get("workflow_run") instanceof Trigger.Activity trigger) {
            RunListeners.put(tx, repository.id(), pipeline, trigger.types(), trigger.workflows());
            listening.add(pipeline);
        }
    }
}
