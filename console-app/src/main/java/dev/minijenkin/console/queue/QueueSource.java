package dev.minijenkin.console.queue;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.view.explain.Explanation;
import dev.minijenkin.db.view.queue.QueueNow;
import java.util.List;

/// Where the queue gets its rows from. Called on workers.
public interface QueueSource {
    QueueNow now();

    /// Why a job has not begun; empty where there is no such job.
    List<Explanation> explain(JobId job);
}
