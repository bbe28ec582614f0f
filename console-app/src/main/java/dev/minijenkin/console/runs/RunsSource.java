package dev.minijenkin.console.runs;

import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.overview.Setup;
import dev.minijenkin.db.view.run.JobView;
import dev.minijenkin.db.view.runs.RunCounts;
import dev.minijenkin.db.view.runs.RunCriterion;
import dev.minijenkin.db.view.runs.RunView;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the list of runs comes from.
public interface RunsSource {
    /// The newest runs that meet all criteria and are older than one.
    List<RunView> page(List<RunCriterion> criteria, @Nullable RunId before, int limit);

    List<RunView> among(List<RunCriterion> criteria, Collection<RunId> runs);

    /// How many meet all criteria, counted up to a limit.
    int matching(List<RunCriterion> criteria, int limit);

    RunCounts counts();

    Setup setup();

    /// Jobs of the current attempt of a run, in the order of the file; none where it is gone.
    List<JobView> jobs(RunId run);

    /// The pipelines that there are, as a filter names them: `shop-web/ci`.
    List<String> pipelines();

    /// Where a repository is fetched from.
    String repositoryUrl(RepositoryId repository);
}
