package dev.minijenkin.console.deploys;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.deployment.DeploymentHistory;
import dev.minijenkin.db.view.deploy.EnvironmentView;
import dev.minijenkin.db.view.deploy.EnvironmentViews;
import java.util.List;

/// What the environments ask of the database. Called on workers.
public final class DatabaseDeploysSource implements DeploysSource {
    private static final int HISTORY = 12;

    private final Database database;

    public DatabaseDeploysSource(Database database) {
        this.database = database;
    }

    @Override
    public List<EnvironmentView> environments() {
        return database.statement(EnvironmentViews::all);
    }

    @Override
    public History history(EnvironmentId environment) {
        return database.statement(tx ->
                new History(
                        DeploymentHistory.newest(tx, environment, HISTORY),
                        DeploymentHistory.lastGood(tx, environment)));
    }
}
