package dev.minijenkin.console.frame;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.stats.Stats;
import dev.minijenkin.db.view.frame.Person;
import dev.minijenkin.db.view.frame.Persons;
import dev.minijenkin.db.view.runs.RunViews;

/// What the frame asks of the database. Called on workers.
public final class DatabaseFrameSource implements FrameSource {
    private final Database database;

    public DatabaseFrameSource(Database database) {
        this.database = database;
    }

    @Override
    public Now now() {
        return database.statement(tx -> new Now(Stats.health(tx), RunViews.counts(tx)));
    }

    @Override
    public Person person() {
        return database.statement(Persons::current);
    }
}
