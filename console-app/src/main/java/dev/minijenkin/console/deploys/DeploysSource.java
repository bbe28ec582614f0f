package dev.minijenkin.console.deploys;

import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.deployment.PastDeployment;
import dev.minijenkin.db.view.deploy.EnvironmentView;
import java.util.List;
import java.util.Optional;

/// Where environments come from. Called on workers.
public interface DeploysSource {
    List<EnvironmentView> environments();

    History history(EnvironmentId environment);

    /// What was deployed to an environment.
    ///
    /// @param newest the newest first
    /// @param lastGood what a roll back goes back to
    record History(List<PastDeployment> newest, Optional<PastDeployment> lastGood) {
        static final History NONE = new History(List.of(), Optional.empty());
    }
}
