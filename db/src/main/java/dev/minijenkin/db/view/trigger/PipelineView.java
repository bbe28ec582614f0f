package dev.minijenkin.db.view.trigger;

import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;

/// A pipeline, and whether it can be started by hand.
///
/// @param obstacle why not, in one sentence; empty where it can
public record PipelineView(
        PipelineId id,
        RepositoryId repository,
        String repositoryName,
        String name,
        String path,
        String defaultBranch,
        String obstacle) {
    public String title() {
        return repositoryName + " / " + name;
    }
}
