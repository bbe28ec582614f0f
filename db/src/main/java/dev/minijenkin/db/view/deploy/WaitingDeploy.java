package dev.minijenkin.db.view.deploy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A job that waits at an environment.
///
/// @param title of its run's commit
/// @param actor who started the run
/// @param refusal why it may never begin; empty: it may
/// @param opensAt until when the timer keeps it; may be past
/// @param open whether nothing keeps it but the lock and those before it
/// @param held empty: nobody holds it
public record WaitingDeploy(
        DeployingJob job,
        String title,
        String actor,
        Instant since,
        Approvals approvals,
        String refusal,
        Instant opensAt,
        boolean open,
        Optional<Held> held) {
    /// What people have said so far.
    ///
    /// @param missing how many people have still to approve
    /// @param by who has
    public record Approvals(int missing, List<String> by) {}

    /// That a person holds it.
    ///
    /// @param whole whether its run as a whole is held
    /// @param reason empty: none was given
    public record Held(boolean whole, String by, String reason) {}
}
