package dev.minijenkin.console.runners;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.view.runner.RunnerViews;
import dev.minijenkin.db.view.runner.RunnersNow;

/// What the list of runners asks of the database. Called on workers.
public final class DatabaseRunnersSource implements RunnersSource {
    private final Database database;

    public DatabaseRunnersSource(Database database) {
        this.database = database;
    }

    @Override
    public RunnersNow now() {
        return database.statement(RunnerViews::now);
    }
}
