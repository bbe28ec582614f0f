package dev.minijenkin.db;

import dev.minijenkin.db.claim.ClaimFloor;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.claim.Claims;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.DeliverySource;
import dev.minijenkin.db.hook.NewDelivery;
import dev.minijenkin.db.queue.LabelSets;
import dev.minijenkin.db.queue.Queue;
import dev.minijenkin.db.repository.NewRepository;
import dev.minijenkin.db.repository.Pipelines;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.JobForm;
import dev.minijenkin.db.run.job.JobPosition;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.db.run.job.LegRules;
import dev.minijenkin.db.run.start.NewDefinition;
import dev.minijenkin.db.run.start.NewJob;
import dev.minijenkin.db.run.start.NewJobs;
import dev.minijenkin.db.run.start.NewRun;
import dev.minijenkin.db.runner.RegistrationOutcome;
import dev.minijenkin.db.runner.RunnerRegistration;
import dev.minijenkin.db.runner.Runners;
import dev.minijenkin.db.seal.Sealed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// Rows for tests, written by the real statements.
@NullMarked
public final class SampleData {
    public static final String COMMIT = "0123456789012345678901234567890123456789";

    private SampleData() {}

    public static RepositoryId repository(Tx tx, String name) {
        return Repositories.register(
                tx, new NewRepository(name, "/srv/git/" + name, "main", sealed(tx), false));
    }

    /// A definition without the trace of its run, which is another each time.
    public static String untraced(String definition) {
        return definition.replaceFirst("\"trace\": \"[0-9a-f]{32}\", ", "");
    }

    /// What nobody opens, sealed to a key that is retired.
    public static Sealed sealed(Tx tx) {
        String key = "e3b0c44298fc1c149afbf4c8996fb924";
        tx.sql()
                .execute(
                        """
                        insert into encryption_keys (fingerprint, purpose, public_keyset, retired_at)
                        values (?, 'server', '', now()) on conflict do nothing
                        """,
                        key);
        return new Sealed(key, new byte[] {1});
    }

    /// The pipeline of a workflow, by the name of its file.
    public static PipelineId pipeline(Tx tx, RepositoryId repository, String workflow) {
        return Pipelines.ensure(
                tx, repository, ".mini-jenkin/workflows/" + workflow + ".yml", workflow);
    }

    /// A queued run whose jobs need nothing.
    public static Run queuedRun(Tx tx, RepositoryId repository, String... jobKeys) {
        Run run = blockedRun(tx, repository, jobKeys);
        Queue.enqueue(tx, jobsOf(tx, run));
        return run;
    }

    /// The same before its jobs are queued.
    public static Run blockedRun(Tx tx, RepositoryId repository, String... jobKeys) {
        Run run = new SampleRun().askedForBy(delivery(tx, repository)).insert(tx, repository);
        add(tx, run, jobKeys);
        return run;
    }

    /// More jobs of a run, blocked.
    public static List<JobId> add(Tx tx, Run run, String... jobKeys) {
        int labels = LabelSets.intern(tx, List.of("linux"));
        return NewJobs.insert(tx, run, Stream.of(jobKeys).map(key -> job(key, labels)).toList());
    }

    /// Writes a row without changing it.
    public static void touchSettings(Tx tx) {
        tx.sql().execute("update settings set lease_seconds = lease_seconds");
    }

    public static List<JobId> jobsOf(Tx tx, Run run) {
        return Jobs.ofRun(tx, run.id(), run.attempt()).stream().map(Job::id).toList();
    }

    public static JobId jobOf(Tx tx, Run run, String key) {
        return Jobs.ofRun(tx, run.id(), run.attempt()).stream()
                .filter(job -> job.key().equals(key))
                .findFirst()
                .orElseThrow()
                .id();
    }

    /// The best job that waits for a runner of ours.
    public static ClaimedJob claim(Tx tx, RunnerId runner, UUID instance) {
        return Claims.take(
                        tx,
                        runner,
                        instance,
                        LabelSets.servedBy(tx, List.of("linux", "x64")),
                        new ClaimFloor(System::nanoTime),
                        1)
                .getFirst();
    }

    /// All jobs of a run end like this, and so does the run.
    public static void finish(Tx tx, Run run, Conclusion conclusion) {
        @Nullable Cause cause = conclusion == Conclusion.FAILURE ? Cause.EXIT_CODE : null;
        List<JobId> jobs = jobsOf(tx, run);
        Queue.remove(tx, jobs);
        Jobs.finish(tx, jobs, JobResult.withoutRunner(conclusion, cause, null));
        Runs.finish(tx, run.id(), conclusion, cause);
    }

    public static NewJob job(String key, int labels) {
        return new NewJob(
                new JobPosition(key, "", 0, List.of(0, 0)),
                key,
                List.of(),
                JobForm.STEPS,
                false,
                LegRules.USUAL,
                OptionalInt.of(labels),
                NewRun.USUAL_PRIORITY,
                60,
                false,
                3,
                new NewDefinition("{}", "{}", "{}"));
    }

    /// A job that calls the jobs of another file.
    ///
    /// @param leg of its matrix; empty: it has none
    public static NewJob call(String key, String leg) {
        return new NewJob(
                new JobPosition(key, leg, 0, List.of(0, 0)),
                key,
                List.of(),
                JobForm.CALL,
                false,
                LegRules.USUAL,
                OptionalInt.empty(),
                NewRun.USUAL_PRIORITY,
                60,
                false,
                0,
                new NewDefinition("{}", "{}", "{}"));
    }

    public static RunnerId runner(Tx tx, String name, UUID instance) {
        return switch (Runners.register(
                tx,
                new RunnerRegistration(
                        name,
                        instance,
                        List.of("linux", "x64"),
                        4,
                        "host",
                        "linux",
                        "x64",
                        "test",
                        1),
                Set.of())) {
            case RegistrationOutcome.Registered registered -> registered.id();
            case RegistrationOutcome.NameTaken taken ->
                    throw new IllegalStateException("taken by " + taken.host());
        };
    }

    public static DeliveryId delivery(Tx tx, RepositoryId repository) {
        return Deliveries.receive(
                        tx,
                        new NewDelivery(
                                repository,
                                DeliverySource.GIT,
                                UUID.randomUUID().toString(),
                                "push",
                                bytes("{}")))
                .id();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
