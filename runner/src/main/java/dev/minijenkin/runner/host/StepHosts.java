package dev.minijenkin.runner.host;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.runner.lease.Lease;
import dev.minijenkin.runner.lease.LeasePass;
import dev.minijenkin.runner.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Opens a host for each job of a runner; where there is more than one kind, it chooses. Lives as
/// long as the runner. Thread-safe.
public interface StepHosts extends AutoCloseable {
    /// A host of this claim alone.
    ///
    /// @param workspace whose folders the processes use
    /// @param pass of a deployment: its processes start only while the pass is valid, and end with
    ///   the lease whatever becomes of this runner. Empty for any other job
    /// @throws dev.minijenkin.runner.fault.RunnerException if it cannot be opened
    StepHost open(ClaimId claim, Workspace workspace, Optional<LeasePass> pass);

    /// The runner may count on its claims for longer: so may what watches deployments from outside.
    /// Returns at once.
    void extended(Lease.Extension extension);

    /// What folders of a job take of the disk, in bytes; empty where nobody can tell. Any thread
    /// may ask.
    default OptionalLong diskUse(List<Path> folders) throws IOException, InterruptedException {
        return OptionalLong.empty();
    }

    /// Gives up what the hosts share. All of them are closed by then.
    @Override
    void close();
}
