package dev.minijenkin.console.log.beside;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.view.run.BesideJob;
import dev.minijenkin.db.view.run.BesideJobs;
import java.util.List;

/// What two logs side by side ask of the database. Called on workers.
public final class DatabaseBesideSource implements BesideSource {
    private final Database database;

    public DatabaseBesideSource(Database database) {
        this.database = database;
    }

    @Override
    public List<BesideJob> beside(JobId job) {
        return database.statement(tx -> BesideJobs.of(tx, job));
    }
}
