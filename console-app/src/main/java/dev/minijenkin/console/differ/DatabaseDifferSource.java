package dev.minijenkin.console.differ;

import dev.minijenkin.console.differ.align.ComparedLog;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.log.LogCursor;
import dev.minijenkin.db.log.LogLines;
import dev.minijenkin.db.view.redgreen.RedGreen;
import dev.minijenkin.db.view.redgreen.RedGreens;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// What the comparison asks of the database. Called on workers.
public final class DatabaseDifferSource implements DifferSource {
    private static final int CHUNKS = 64;
    private static final int LONGEST_LINE = 16 * 1024;

    private final Database database;

    public DatabaseDifferSource(Database database) {
        this.database = database;
    }

    @Override
    public Optional<RedGreen> compare(RunId run, String job) {
        return database.statement(tx -> RedGreens.of(tx, run, job));
    }

    @Override
    public ComparedLog log(JobId job, BooleanSupplier unwanted) {
        ComparedLog log = new ComparedLog();
        LogLines.Sink sink = (at, bytes, _) -> log.add(at, bytes);
        LogCursor cursor = new LogCursor(job);
        LogLines lines = new LogLines(LONGEST_LINE);
        List<LogChunk> chunks;
        do {
            chunks = database.statement(tx -> cursor.next(tx, CHUNKS));
            chunks.forEach(chunk -> lines.take(chunk, sink));
        } while (!chunks.isEmpty() && !unwanted.getAsBoolean());
        lines.end(sink);
        return log;
    }
}
