package dev.minijenkin.pipeline.progress;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.deployment.Deployments;
import dev.minijenkin.db.group.Groups;

/// Makes up for turns that nobody took, because the process died that should have done so right
/// after its commit. Any number of processes may look at once.
public final class OverdueTurns {
    private OverdueTurns() {}

    /// Looks once; to be called every few seconds.
    ///
    /// @return how many groups and environments there were
    public static int take(Database database) {
        return database.transaction(tx -> {
            var groups = Groups.due(tx);
            var environments = Deployments.due(tx);
            groups.forEach(group -> tx.then(new GroupTurn(group)));
            environments.forEach(environment -> tx.then(new EnvironmentTurn(environment)));
            return groups.size() + environments.size();
        });
    }
}
