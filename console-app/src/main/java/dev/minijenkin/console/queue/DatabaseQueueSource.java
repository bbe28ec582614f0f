package dev.minijenkin.console.queue;

import dev.minijenkin.console.live.LookedAt;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.view.explain.Explanation;
import dev.minijenkin.db.view.explain.Explanations;
import dev.minijenkin.db.view.past.PastQueue;
import dev.minijenkin.db.view.queue.QueueNow;
import dev.minijenkin.db.view.queue.QueueViews;
import java.time.ZoneId;
import java.util.List;

/// What the queue asks of the database. Called on workers.
public final class DatabaseQueueSource implements QueueSource {
    /// Of each label set: who looks further looks for a run.
    private static final int SHOWN = 300;

    private final Database database;
    private final LookedAt lookedAt;

    public DatabaseQueueSource(Database database, LookedAt lookedAt) {
        this.database = database;
        this.lookedAt = lookedAt;
    }

    @Override
    public QueueNow now() {
        return lookedAt.get()
                .map(at -> database.statement(tx -> PastQueue.at(tx, at, SHOWN)))
                .orElseGet(() -> database.statement(tx -> QueueViews.now(tx, SHOWN)));
    }

    /// Of a minute of the past: what became of the job.
    @Override
    public List<Explanation> explain(JobId job) {
        return database.statement(tx ->
                lookedAt.get().isPresent()
                        ? PastQueue.story(tx, job, ZoneId.systemDefault())
                        : Explanations.of(tx, job));
    }
}
