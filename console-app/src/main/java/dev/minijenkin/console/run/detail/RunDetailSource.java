package dev.minijenkin.console.run.detail;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.run.UsualJob;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Where runs come from.
public interface RunDetailSource {
    Optional<RunDetail> detail(AttemptOf which);

    /// The workflow file as it was read.
    WorkflowText workflow(RunId run);

    /// How the jobs of a run usually lie in time; empty where no run before it succeeded.
    List<UsualJob> usual(RunId run);

    /// Asks the runners for hints about the logs of a run, for the next half minute.
    void watch(RunId run, UUID watcher);

    void unwatch(RunId run, UUID watcher);
}
