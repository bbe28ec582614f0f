package dev.minijenkin.console.trigger;

import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.trigger.PipelineView;
import java.util.List;
import java.util.Optional;

/// What can be started, and where.
public interface TriggerSource {
    /// All, those that can be started first.
    List<PipelineView> pipelines();

    /// The file of a pipeline as its last run read it; empty where none did.
    Optional<String> lastWorkflow(PipelineId pipeline);

    /// The pipeline of a run; empty where that is gone.
    Optional<PipelineId> pipelineOf(RunId run);

    /// Names of the environments of a repository.
    List<String> environments(RepositoryId repository);

    /// Full refs that a repository had runs of, the latest first.
    List<String> refs(RepositoryId repository);
}
