package dev.minijenkin.runner.host;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.runner.workspace.Workspace;

/// Opens a host for each job of a runner; where there is more than one kind, it chooses. Lives as
/// long as the runner. Thread-safe.
public interface StepHosts extends AutoCloseable {
    /// A host of this claim alone.
    ///
    /// @param workspace whose folders the processes use
    /// @throws dev.minijenkin.runner.fault.RunnerException if it cannot be opened
    StepHost open(ClaimId claim, Workspace workspace);

    /// Gives up what the hosts share. All of them are closed by then.
    @Override
    void close();
}
