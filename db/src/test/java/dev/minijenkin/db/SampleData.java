package dev.minijenkin.db;

import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.DeliverySource;
import dev.minijenkin.db.hook.NewDelivery;
import dev.minijenkin.db.queue.LabelSets;
import dev.minijenkin.db.queue.Queue;
import dev.minijenkin.db.repository.NewRepository;
import dev.minijenkin.db.repository.Pipelines;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.run.JobForm;
import dev.minijenkin.db.run.JobPosition;
import dev.minijenkin.db.run.LegRules;
import dev.minijenkin.db.run.NewJob;
import dev.minijenkin.db.run.NewJobs;
import dev.minijenkin.db.run.NewRun;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.runner.RegistrationOutcome;
import dev.minijenkin.db.runner.RunnerRegistration;
import dev.minijenkin.db.runner.Runners;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/// Rows for tests, written by the real statements.
@NullMarked
public final class SampleData {
    public static final String COMMIT = "0123456789012345678901234567890123456789";

    private SampleData() {}

    public static RepositoryId repository(Tx tx, String name) {
        return Repositories.register(
                tx,
                new NewRepository(name, "/srv/git/" + name, "main", "a secret of length", false));
    }

    /// A queued run whose jobs need nothing.
    public static Run queuedRun(Tx tx, RepositoryId repository, String... jobKeys) {
        PipelineId pipeline =
                Pipelines.ensure(tx, repository, ".mini-jenkin/workflows/ci.yml", "ci");
        RunId id =
                Runs.insert(
                                tx,
                                new NewRun(
                                        pipeline,
                                        repository,
                                        "Title",
                                        "push",
                                        "refs/heads/main",
                                        COMMIT,
                                        "Title",
                                        "Ana",
                                        "ana",
                                        NewRun.USUAL_PRIORITY,
                                        delivery(tx, repository),
                                        bytes("on: push"),
                                        bytes("{}"),
                                        "{}"))
                        .orElseThrow();
        Run run = Runs.find(tx, id).orElseThrow();
        int labels = LabelSets.intern(tx, List.of("linux"));
        Queue.enqueue(
                tx,
                NewJobs.insert(tx, run, Stream.of(jobKeys).map(key -> job(key, labels)).toList()));
        return run;
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
                null,
                3,
                "{}");
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
                Optional.empty())) {
            case RegistrationOutcome.Registered registered -> registered.id();
            case RegistrationOutcome.NameTaken taken ->
                    throw new IllegalStateException("taken by " + taken.host());
        };
    }

    private static DeliveryId delivery(Tx tx, RepositoryId repository) {
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
