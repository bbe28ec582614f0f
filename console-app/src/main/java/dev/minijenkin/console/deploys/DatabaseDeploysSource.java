package dev.minijenkin.console.deploys;

import dev.minijenkin.console.live.LookedAt;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.deployment.DeploymentHistory;
import dev.minijenkin.db.view.deploy.EnvironmentView;
import dev.minijenkin.db.view.deploy.EnvironmentViews;
import dev.minijenkin.db.view.past.PastEnvironments;
import java.util.List;

/// What the environments ask of the database. Called on workers.
public final class DatabaseDeploysSource implements DeploysSource {
    private static final int HISTORY = 12;

    private final Database database;
    private final LookedAt lookedAt;

    public DatabaseDeploysSource(Database database, LookedAt lookedAt) {
        this.database = database;
        this.lookedAt = lookedAt;
    }

    @Override
    public List<EnvironmentView> environments() {
        return lookedAt.get()
                .map(at -> database.statement(tx -> PastEnvironments.at(tx, at)))
                .orElseGet(() -> database.statement(EnvironmentViews::all));
    }

    @Override
    public History history(EnvironmentId environment) {
        return database.statement(tx ->
                new History(
                        DeploymentHistory.newest(tx, environment, HISTORY),
                        DeploymentHistory.lastGood(tx, environment)));
    }
}
