package dev.minijenkin.console.past;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.view.past.DayCourse;
import dev.minijenkin.db.view.past.HistorySlice;
import java.time.Instant;

/// What the time machine asks of the database.
public final class DatabasePastSource implements PastSource {
    private final Database database;

    public DatabasePastSource(Database database) {
        this.database = database;
    }

    @Override
    public DayCourse course(Instant from, Instant until) {
        return database.statement(tx -> DayCourse.of(tx, from, until));
    }

    @Override
    public String page(Instant from, Instant to) {
        return database.statement(tx -> HistorySlice.page(tx, from, to));
    }
}
