package dev.minijenkin.console.log.feed;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.log.LogCursor;
import dev.minijenkin.db.log.LogPlace;
import dev.minijenkin.db.log.LogPlaces;
import dev.minijenkin.db.view.run.JobViews;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// What the log view asks of the database. Called on workers.
public final class DatabaseLogSource implements LogSource {
    private final Database database;

    public DatabaseLogSource(Database database) {
        this.database = database;
    }

    @Override
    public IntFunction<List<LogChunk>> open(JobId job) {
        LogCursor cursor = new LogCursor(job);
        return limit -> database.statement(tx -> cursor.next(tx, limit));
    }

    @Override
    public List<LogPlace> behind(JobId job, ClaimId claim, int seq) {
        return database.statement(tx -> LogPlaces.behind(tx, job, claim, seq));
    }

    @Override
    public Optional<LogChunk> chunk(LogPlace place) {
        return database.statement(tx -> LogPlaces.chunk(tx, place));
    }

    @Override
    public Optional<Duration> usual(JobId job) {
        return database.statement(tx -> JobViews.usual(tx, job));
    }
}
