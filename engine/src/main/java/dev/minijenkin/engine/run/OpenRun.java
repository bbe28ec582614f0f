package dev.minijenkin.engine.run;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.plan.definition.JobDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// A run that a transaction works on: it holds the lock of its row
/// ([dev.minijenkin.db.run.Runs#lock]) or has inserted it. Used by one thread, within that
/// transaction.
///
/// The run and its jobs are as they were when they were read. Who has changed jobs, and has to see
/// what became of them, takes it [#again].
public final class OpenRun {
    private final Tx tx;
    private final Run run;
    private final RunFiles files;
    private final Definitions definitions;
    private final Lazy<List<Job>> jobs;

    public OpenRun(Tx tx, Run run) {
        this(tx, run, new RunFiles(tx, run), new Definitions(tx), stored(tx, run));
    }

    private OpenRun(
            Tx tx, Run run, RunFiles files, Definitions definitions, Supplier<List<Job>> jobs) {
        this.tx = tx;
        this.run = run;
        this.files = files;
        this.definitions = definitions;
        this.jobs = new Lazy<>(jobs);
    }

    /// As it will be when it is stored: nothing of it is read.
    ///
    /// @param jobs with ids of their own, by which their definitions are known
    /// @param payload of the event
    public static OpenRun planned(
            Tx tx, Run run, List<Job> jobs, Map<JobId, JobDefinition> definitions, Value payload) {
        return new OpenRun(
                tx,
                run,
                new RunFiles(tx, run, payload),
                new Definitions(tx, definitions),
                () -> jobs);
    }

    private static Supplier<List<Job>> stored(Tx tx, Run run) {
        return () -> Jobs.ofRun(tx, run.id(), run.attempt());
    }

    /// With the jobs as they are now.
    public OpenRun again() {
        return new OpenRun(tx, run, files, definitions, stored(tx, run));
    }

    public Tx tx() {
        return tx;
    }

    public Run run() {
        return run;
    }

    /// Of the attempt, in the order of their files; read when they are asked for first.
    public List<Job> jobs() {
        return jobs.get();
    }

    public RunFiles files() {
        return files;
    }

    public Definitions definitions() {
        return definitions;
    }

    /// The job that called another; empty for the jobs of the run's own file.
    public Optional<Job> caller(Job job) {
        return RunFiles.caller(job, jobs());
    }

    /// The file in which a job stands.
    public RunFile file(Job job) {
        return files.of(job, jobs());
    }
}
