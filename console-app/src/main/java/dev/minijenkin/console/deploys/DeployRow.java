package dev.minijenkin.console.deploys;

import dev.minijenkin.db.view.deploy.EnvironmentView;
import dev.minijenkin.db.view.deploy.WaitingDeploy;

/// A row of the list of environments.
sealed interface DeployRow {
    /// What tells it apart from the others.
    Object key();

    /// The environment that the row is of.
    EnvironmentView environment();

    record OfEnvironment(EnvironmentView environment) implements DeployRow {
        @Override
        public Object key() {
            return environment.id();
        }
    }

    /// A job that waits there.
    ///
    /// @param place in the line of those that only the lock keeps, from 1; 0: it stands in none
    record OfWaiting(EnvironmentView environment, WaitingDeploy waiting, int place)
            implements DeployRow {
        @Override
        public Object key() {
            return waiting.job().job();
        }
    }
}
