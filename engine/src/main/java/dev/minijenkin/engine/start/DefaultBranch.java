package dev.minijenkin.engine.start;

import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.listener.RunListeners;
import dev.minijenkin.db.repository.DefaultBranchFiles;
import dev.minijenkin.db.repository.Pipelines;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.db.schedule.Schedules;
import dev.minijenkin.engine.run.WorkflowSource;
import dev.minijenkin.workflow.model.ReadResult;
import dev.minijenkin.workflow.model.Trigger;
import dev.minijenkin.workflow.model.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the workflow files of default branches are for beyond the moment: people start them by hand
/// (their list must be there before the first run), they have schedules, and runs of other
/// workflows start them.
public final class DefaultBranch {
    private final Tx tx;
    private final Repository repository;
    private final List<PipelineId> present = new ArrayList<>();
    private final List<PipelineId> scheduled = new ArrayList<>();
    private final List<PipelineId> listening = new ArrayList<>();

    private DefaultBranch(Tx tx, Repository repository) {
        this.tx = tx;
        this.repository = repository;
    }

    /// The default branch is at a commit: from now on the files there count. A file that is broken
    /// keeps what it had. Wants a transaction of its caller; done again it changes nothing.
    ///
    /// @param commit its id
    public static void remember(
            Tx tx, Repository repository, String commit, List<WorkflowSource> files) {
        keep(tx, repository, commit, files);
    }

    /// There is no default branch any more, or not yet.
    public static void forget(Tx tx, Repository repository) {
        keep(tx, repository, null, List.of());
    }

    private static void keep(
            Tx tx, Repository repository, @Nullable String commit, List<WorkflowSource> files) {
        DefaultBranch branch = new DefaultBranch(tx, repository);
        files.forEach(branch::look);
        DefaultBranchFiles.keepOnly(tx, repository.id(), commit, branch.present);
        Schedules.keepOnly(tx, repository.id(), branch.scheduled);
        RunListeners.keepOnly(tx, repository.id(), branch.listening);
    }

    private void look(WorkflowSource source) {
        switch (source.read()) {
            case ReadResult.Valid valid -> keep(source, valid.workflow());
            case ReadResult.Invalid _ -> {
                PipelineId pipeline = Pipelines.ensure(tx, repository.id(), source.path());
                present.add(pipeline);
                scheduled.add(pipeline);
                listening.add(pipeline);
            }
        }
    }

    private void keep(WorkflowSource source, Workflow workflow) {
        String name = workflow.name().isBlank() ? source.path() : workflow.name();
        PipelineId pipeline =
                Pipelines.ensureOfDefaultBranch(tx, repository.id(), source.path(), name);
        boolean dispatchable =
                workflow.triggers().get("workflow_dispatch") instanceof Trigger.Dispatch;
        DefaultBranchFiles.put(tx, repository.id(), pipeline, source.content(), dispatchable);
        present.add(pipeline);
        if (ScheduleKeeper.concerns(workflow) && ScheduleKeeper.remember(tx, pipeline, workflow)) {
            scheduled.add(pipeline);
        }
        if (workflow.triggers().get("workflow_run") instanceof Trigger.Activity trigger) {
            RunListeners.put(tx, repository.id(), pipeline, trigger.types(), trigger.workflows());
            listening.add(pipeline);
        }
    }
}
