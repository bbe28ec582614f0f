package dev.minijenkin.console.trigger;

import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.view.PipelineView;
import java.util.List;

/// What can be started, and where.
public interface TriggerSource {
    List<PipelineView> pipelines();

    /// Full refs that a repository had runs of, the latest first.
    List<String> refs(RepositoryId repository);
}
