package dev.minijenkin.console.ribbon;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.redgreen.RedStretch;
import dev.minijenkin.db.view.redgreen.RedStretches;
import java.util.Optional;

/// What the ribbon asks of the database. Called on workers.
public final class DatabaseRibbonSource implements RibbonSource {
    private final Database database;

    public DatabaseRibbonSource(Database database) {
        this.database = database;
    }

    @Override
    public Optional<RedStretch> around(RunId run) {
        return database.statement(tx -> RedStretches.around(tx, run));
    }
}
