package dev.minijenkin.console.log.beside;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.view.run.BesideJob;
import java.util.List;

/// Where is told which logs are worth reading beside one.
@FunctionalInterface
public interface BesideSource {
    /// The same job of other runs, the newest first, then the other jobs of its run.
    List<BesideJob> beside(JobId job);
}
