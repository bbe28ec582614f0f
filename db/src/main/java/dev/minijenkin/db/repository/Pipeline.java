package dev.minijenkin.db.repository;

import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;

/// One workflow file of one repository.
///
/// @param path of the file in the repository
/// @param name of the workflow, or the path where it has none
public record Pipeline(
        PipelineId id, RepositoryId repositoryId, String path, String name, boolean enabled) {}
