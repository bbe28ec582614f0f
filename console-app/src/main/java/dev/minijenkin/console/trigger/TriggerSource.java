package dev.minijenkin.console.trigger;

import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.view.trigger.PipelineView;
import java.util.List;
import java.util.Optional;

/// What can be started, and where.
public interface TriggerSource {
    List<PipelineView> pipelines();

    /// The file of a pipeline as its last run read it; empty where none did.
    Optional<String> lastWorkflow(PipelineId pipeline);

    /// Full refs that a repository had runs of, the latest first.
    List<String> refs(RepositoryId repository);
}
