package dev.minijenkin.console.runners;

import dev.minijenkin.console.live.LookedAt;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.view.past.PastRunners;
import dev.minijenkin.db.view.runner.RunnerViews;
import dev.minijenkin.db.view.runner.RunnersNow;

/// What the list of runners asks of the database. Called on workers.
public final class DatabaseRunnersSource implements RunnersSource {
    private final Database database;
    private final LookedAt lookedAt;

    public DatabaseRunnersSource(Database database, LookedAt lookedAt) {
        this.database = database;
        this.lookedAt = lookedAt;
    }

    @Override
    public RunnersNow now() {
        return lookedAt.get()
                .map(at -> database.statement(tx -> PastRunners.at(tx, at)))
                .orElseGet(() -> database.statement(RunnerViews::now));
    }
}
