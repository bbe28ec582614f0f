package dev.minijenkin.console.queue;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.view.explain.Explanation;
import dev.minijenkin.db.view.explain.Explanations;
import dev.minijenkin.db.view.queue.QueueNow;
import dev.minijenkin.db.view.queue.QueueViews;
import java.util.List;

/// What the queue asks of the database. Called on workers.
public final class DatabaseQueueSource implements QueueSource {
    /// Of each label set: who looks further looks for a run.
    private static final int SHOWN = 300;

    private final Database database;

    public DatabaseQueueSource(Database database) {
        this.database = database;
    }

    @Override
    public QueueNow now() {
        return database.statement(tx -> QueueViews.now(tx, SHOWN));
    }

    @Override
    public List<Explanation> explain(JobId job) {
        return database.statement(tx -> Explanations.of(tx, job));
    }
}
