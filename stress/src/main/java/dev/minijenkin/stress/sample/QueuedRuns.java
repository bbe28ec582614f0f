package dev.minijenkin.stress.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.DeliveryEnd;
import dev.minijenkin.db.hook.DeliverySource;
import dev.minijenkin.db.hook.DeliveryState;
import dev.minijenkin.db.hook.NewDelivery;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.engine.run.WorkflowSource;
import dev.minijenkin.engine.start.CalledFiles;
import dev.minijenkin.engine.start.Commit;
import dev.minijenkin.engine.start.RunInsertion;
import dev.minijenkin.engine.start.RunStarter;
import dev.minijenkin.engine.start.StartableRun;
import dev.minijenkin.engine.start.StartedRun;
import dev.minijenkin.engine.start.TriggerEvent;
import dev.minijenkin.stress.scenario.StressException;
import dev.minijenkin.workflow.trigger.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/// Starts runs as deliveries do, without a server.
public final class QueuedRuns {
    private static final byte[] PAYLOAD =
            "{\"head_commit\": {\"message\": \"Mend it\"}}".getBytes(UTF_8);
    private static final String REF = "refs/heads/main";
    private static final DeliveryEnd DONE =
            DeliveryEnd.without(DeliveryState.PROCESSED, "Started it");

    private final Database database;
    private final Repository repository;
    private final WorkflowSource file;
    private final Optional<String> commit;

    /// @param name of a repository that it registers
    /// @param workflow text of the file that every run comes from
    public QueuedRuns(Database database, String name, String workflow) {
        this(
                database,
                database.transaction(
                        tx -> Repositories.find(tx, MadeUpRuns.register(tx, name)).orElseThrow()),
                workflow,
                Optional.empty());
    }

    /// Those of a repository that is there.
    ///
    /// @param commit that all of them are about; empty: each is about one that nobody made
    public QueuedRuns(
            Database database, Repository repository, String workflow, Optional<String> commit) {
        this.database = database;
        this.repository = repository;
        this.commit = commit;
        this.file = new WorkflowSource(".mini-jenkin/workflows/ci.yml", workflow.getBytes(UTF_8));
    }

    public RepositoryId repository() {
        return repository.id();
    }

    /// Each in a transaction of its own, one after the other.
    public void start(int runs) {
        for (int run = 0; run < runs; run++) {
            start(receive(1));
        }
    }

    /// What asks for so many runs: a delivery each.
    public List<DeliveryId> receive(int deliveries) {
        return database.transaction(tx ->
                IntStream.range(0, deliveries)
                        .mapToObj(_ ->
                                Deliveries.receive(
                                                tx,
                                                new NewDelivery(
                                                        repository.id(),
                                                        DeliverySource.GIT,
                                                        UUID.randomUUID().toString(),
                                                        "push",
                                                        PAYLOAD))
                                        .id())
                        .toList());
    }

    /// Carries deliveries out as a server does with those of one turn, but for what it asks git.
    public void start(List<DeliveryId> deliveries) {
        WorkflowSource read = new WorkflowSource(file.path(), file.content());
        List<StartableRun> runs = new ArrayList<>();
        deliveries.forEach(delivery ->
                runs.addAll(RunStarter.plan(event(delivery), List.of(read), CalledFiles.NONE)));
        long started =
                database.transaction(tx -> {
                    Deliveries.lockOpen(tx, deliveries);
                    List<Optional<StartedRun>> inserted = RunInsertion.insert(tx, runs);
                    Map<DeliveryId, DeliveryEnd> ends = new LinkedHashMap<>();
                    deliveries.forEach(delivery -> ends.put(delivery, DONE));
                    Deliveries.finish(tx, ends);
                    return inserted.stream().flatMap(Optional::stream).count();
                });
        if (started != deliveries.size()) {
            throw new StressException(
                    "%d deliveries started %d runs".formatted(deliveries.size(), started));
        }
    }

    private TriggerEvent event(DeliveryId delivery) {
        return new TriggerEvent(
                repository,
                delivery,
                Event.of("push", "", REF).at(REF, "Mend it", Optional::empty),
                new Commit(
                        commit.orElseGet(() -> "%040x".formatted(delivery.value())),
                        "Mend it",
                        "Ana"),
                "ana",
                PAYLOAD,
                "{}",
                "https://ci.example");
    }
}
