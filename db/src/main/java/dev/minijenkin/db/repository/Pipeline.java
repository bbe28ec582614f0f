package dev.minijenkin.db.repository;

import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import java.util.List;

/// One workflow file of one repository.
///
/// @param path of the file in the repository
/// @param name of the workflow, or the path where it has none
/// @param testReports patterns of reports of tests that are looked for when a job has ended
public record Pipeline(
        PipelineId id,
        RepositoryId repositoryId,
        String path,
        String name,
        boolean enabled,
        List<String> testReports) {
    public Pipeline {
        testReports = List.copyOf(testReports);
    }
}
