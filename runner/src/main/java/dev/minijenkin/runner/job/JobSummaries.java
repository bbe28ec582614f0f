package dev.minijenkin.runner.job;

import dev.minijenkin.db.DatabaseUnavailableException;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.summary.StepSummaries;
import dev.minijenkin.runner.action.RunRecord;
import java.util.ArrayDeque;
import java.util.Deque;

/// What the steps of a job tell people, on its way to the database: sent when a step ends, and,
/// where the database was away then, when the job does. A job without any asks nobody. Thread-safe.
final class JobSummaries {
    private final RunnerServices services;
    private final ClaimedJob job;
    private final RunRecord record;
    private final Deque<Summary> waiting = new ArrayDeque<>();
    private int last;

    private record Summary(int seq, int step, String body) {}

    JobSummaries(RunnerServices services, ClaimedJob job, RunRecord record) {
        this.services = services;
        this.job = job;
        this.record = record;
    }

    /// Keeps one; whether there is still room for it.
    ///
    /// @param body without secrets
    synchronized boolean add(int step, String body) {
        if (last == StepSummaries.MOST) {
            return false;
        }
        last++;
        waiting.add(new Summary(last, step, body));
        try {
            services.database()
                    .transaction(tx -> {
                        waiting.forEach(summary -> write(tx, summary));
                        return true;
                    });
            waiting.clear();
        } catch (DatabaseUnavailableException _) {
            // The end of the job waits for it.
        }
        return true;
    }

    /// Waits until the database has them all, or the job must end.
    synchronized void flush() throws InterruptedException {
        if (!waiting.isEmpty()) {
            record.ask((tx, _) -> {
                waiting.forEach(summary -> write(tx, summary));
                return true;
            });
            waiting.clear();
        }
    }

    private void write(Tx tx, Summary summary) {
        StepSummaries.add(tx, job.claim(), summary.seq(), summary.step(), summary.body());
    }
}
