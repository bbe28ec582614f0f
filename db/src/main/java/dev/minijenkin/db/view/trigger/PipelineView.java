package dev.minijenkin.db.view.trigger;

import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;

/// A pipeline that can be started.
public record PipelineView(
        PipelineId id,
        RepositoryId repository,
        String repositoryName,
        String name,
        String path,
        String defaultBranch) {
    public String title() {
        return repositoryName + " / " + name;
    }
}
