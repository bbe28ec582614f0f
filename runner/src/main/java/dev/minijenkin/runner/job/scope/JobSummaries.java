package dev.minijenkin.runner.job.scope;

import dev.minijenkin.db.DatabaseUnavailableException;
import dev.minijenkin.db.access.JobAccess;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.summary.NewSummary;
import dev.minijenkin.db.summary.StepSummaries;
import dev.minijenkin.runner.action.call.RunRecord;
import dev.minijenkin.runner.job.services.RunnerServices;
import java.util.ArrayList;
import java.util.List;

/// What the steps of a job tell people, on its way to the database: sent when a step ends, and,
/// where the database was away then, when the job does. A job without any asks nobody. Thread-safe.
public final class JobSummaries {
    private final JobAccess access;
    private final RunRecord record;
    private final List<NewSummary> waiting = new ArrayList<>();
    private int last;

    /// Those of a job that has told nothing yet.
    ///
    /// @param record asked for as long as the database is away
    public JobSummaries(RunnerServices services, ClaimedJob job, RunRecord record) {
        this.access = services.access().of(job);
        this.record = record;
    }

    /// Keeps one; whether there is still room for it.
    ///
    /// @param body without secrets
    public synchronized boolean add(int step, String body) {
        if (last == StepSummaries.MOST) {
            return false;
        }
        last++;
        waiting.add(new NewSummary(last, step, body));
        try {
            access.summarise(waiting);
            waiting.clear();
        } catch (DatabaseUnavailableException _) {
            // The end of the job waits for it.
        }
        return true;
    }

    /// Waits until the database has them all, or the job must end.
    public synchronized void flush() throws InterruptedException {
        if (!waiting.isEmpty()) {
            record.ask(job -> {
                job.summarise(waiting);
                return true;
            });
            waiting.clear();
        }
    }
}
