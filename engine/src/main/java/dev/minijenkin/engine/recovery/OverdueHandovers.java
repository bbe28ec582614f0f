package dev.minijenkin.engine.recovery;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.deployment.Deployments;
import dev.minijenkin.db.group.Groups;
import dev.minijenkin.engine.advance.EnvironmentHandover;
import dev.minijenkin.engine.advance.GroupHandover;

/// Makes up for handovers that nobody made, because the process died that should have done so right
/// after its commit; and those whose time has come: a timer ended, a lock is kept no longer. Any
/// number of processes may look at once.
public final class OverdueHandovers {
    /// More than from one look to the next.
    private static final int SOON_SECONDS = 10;

    private OverdueHandovers() {}

    /// One look of the chore.
    ///
    /// @return false where somebody's time comes before the next look: that is to come soon
    static boolean look(Database database) {
        take(database);
        return !database.statement(tx -> Deployments.areDueSoon(tx, SOON_SECONDS));
    }

    /// Looks once; to be called every few seconds.
    ///
    /// @return how many groups and environments there were
    public static int take(Database database) {
        var groups = database.statement(Groups::due);
        var environments = database.statement(Deployments::due);
        if (groups.isEmpty() && environments.isEmpty()) {
            return 0;
        }
        return database.transaction(tx -> {
            groups.forEach(group -> tx.afterCommit(new GroupHandover(group, true)));
            environments.forEach(
                    environment -> tx.afterCommit(new EnvironmentHandover(environment, true)));
            return groups.size() + environments.size();
        });
    }
}
