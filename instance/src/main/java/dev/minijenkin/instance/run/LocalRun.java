package dev.minijenkin.instance.run;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.DeliverySource;
import dev.minijenkin.db.hook.DeliveryState;
import dev.minijenkin.db.hook.NewDelivery;
import dev.minijenkin.db.repository.HookSecrets;
import dev.minijenkin.db.repository.NewRepository;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.db.seal.KeyPurpose;
import dev.minijenkin.db.seal.SealingKey;
import dev.minijenkin.db.secret.EncryptionKeys;
import dev.minijenkin.db.secret.SealedSecret;
import dev.minijenkin.db.secret.Secrets;
import dev.minijenkin.db.variable.Reach;
import dev.minijenkin.db.variable.ValueName;
import dev.minijenkin.db.variable.Variables;
import dev.minijenkin.engine.command.CommandArguments;
import dev.minijenkin.engine.command.CommandKind;
import dev.minijenkin.engine.run.WorkflowSource;
import dev.minijenkin.engine.start.CalledFiles;
import dev.minijenkin.engine.start.RunChoice;
import dev.minijenkin.engine.start.RunInsertion;
import dev.minijenkin.engine.start.RunStarter;
import dev.minijenkin.engine.start.StartableRun;
import dev.minijenkin.engine.start.StartedRun;
import dev.minijenkin.engine.start.TriggerEvent;
import dev.minijenkin.instance.InstanceException;
import dev.minijenkin.instance.RunInstance;
import dev.minijenkin.runner.action.load.ActionSources;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.model.ReadResult;
import dev.minijenkin.workflow.model.Workflow;
import dev.minijenkin.workflow.trigger.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The runs that a request starts of a working tree: one for each workflow. Used by one thread.
public final class LocalRun implements AutoCloseable {
    private static final List<String> USUAL_EVENTS =
            List.of("push", "pull_request", "workflow_dispatch");

    private final Database database;
    private final RepositoryId repository;
    private final List<RunId> runs;
    private final List<String> remarks;

    private LocalRun(
            Database database, RepositoryId repository, List<RunId> runs, List<String> remarks) {
        this.database = database;
        this.repository = repository;
        this.runs = runs;
        this.remarks = remarks;
    }

    /// What jobs find besides.
    ///
    /// @param secrets by name
    /// @param variables by name
    public record Values(Map<String, String> secrets, Map<String, String> variables) {}

    /// The top of the tree that a folder stands for: that folder, where it has workflows of its own
    /// or is meant as it is, else the top of its repository.
    ///
    /// @param asItIs whether nothing above it is meant
    public static Path root(Path folder, boolean asItIs) {
        try {
            Path real = folder.toRealPath();
            if (!Files.isDirectory(real)) {
                throw new InstanceException(folder + " is no folder");
            }
            return asItIs || WorkflowFiles.areIn(real) ? real : WorkingTree.top(real);
        } catch (IOException e) {
            throw new InstanceException("There is no folder " + folder, e);
        }
    }

    /// Takes the files of the tree as they are, and starts what runs of them.
    ///
    /// @throws InstanceException where nothing is to run, with a sentence that says why
    public static LocalRun start(
            RunRequest request, Values values, RunInstance instance, ActionSources sources) {
        Snapshot tree = WorkingTree.at(request.root(), instance.home().mirrors()).take();
        CalledFiles called =
                new CalledOnDisk(
                        request.root(), sources, instance.home().mirrors().resolve("called"));
        Database database = instance.database();
        Repository repository =
                database.transaction(tx -> {
                    Repository known =
                            register(tx, tree.repository(), tree.mirror(), tree.defaultBranch());
                    give(tx, known.id(), values);
                    return known;
                });
        List<String> remarks = new ArrayList<>(remarks(tree, request));
        List<RunId> started =
                database.transaction(
                        tx -> new Start(tx, request, tree, repository, called, remarks).insert());
        return new LocalRun(database, repository.id(), started, remarks);
    }

    /// Starts a job of a past run once more, alone: at its commit and with all that it found.
    ///
    /// @param from the database of that run
    /// @param clone where its commit is looked for first
    /// @throws InstanceException where its commit cannot be had
    public static LocalRun again(
            PastJob past, Database from, Path clone, Values values, RunInstance instance) {
        PastCommit commit = PastCommit.find(past, clone, instance.home().mirrors());
        Database database = instance.database();
        Repository repository =
                database.transaction(tx -> {
                    Repository known =
                            register(
                                    tx,
                                    past.repository().name(),
                                    commit.mirror(),
                                    past.repository().defaultBranch());
                    give(tx, known.id(), new Values(values.secrets(), Map.of()));
                    return known;
                });
        RunId run =
                database.transaction(tx ->
                        new AgainStart(tx, repository.id(), past, from, values.variables())
                                .insert());
        return new LocalRun(
                database,
                repository.id(),
                List.of(run),
                past.remarks(commit.from(), values.secrets()));
    }

    private static List<String> remarks(Snapshot tree, RunRequest request) {
        if (!tree.versioned()) {
            return List.of(
                    request.root()
                            + " is not the top of a git repository: its files run without a history");
        }
        return tree.changed()
                ? List.of(
                        "With what is not committed, as commit "
                                + tree.commit().sha().substring(0, 7))
                : List.of();
    }

    /// @param mirror where the run fetches from
    private static Repository register(Tx tx, String name, Path mirror, String defaultBranch) {
        RepositoryId id =
                Repositories.register(
                        tx,
                        new NewRepository(
                                name,
                                mirror.toString(),
                                defaultBranch,
                                // Nobody sends hooks here.
                                HookSecrets.seal(tx, name, UUID.randomUUID().toString()),
                                true));
        return Repositories.find(tx, id).orElseThrow();
    }

    /// In the place of what an earlier run was given.
    private static void give(Tx tx, RepositoryId repository, Values values) {
        Secrets.removeAll(tx, repository);
        Variables.removeAll(tx, repository);
        Reach reach = Reach.of(repository);
        SealingKey key = EncryptionKeys.lockInUse(tx, KeyPurpose.RUNNER).orElseThrow();
        values.secrets()
                .forEach((name, value) ->
                        Secrets.put(tx, SealedSecret.of(key, new ValueName(name), reach, value)));
        values.variables()
                .forEach((name, value) -> Variables.put(tx, reach, new ValueName(name), value));
    }

    /// One transaction that inserts the runs.
    ///
    /// @param remarks gets what a person is to be told
    private record Start(
            Tx tx,
            RunRequest request,
            Snapshot tree,
            Repository repository,
            CalledFiles called,
            List<String> remarks) {
        List<RunId> insert() {
            List<WorkflowSource> files =
                    request.workflow().isEmpty()
                            ? WorkflowFiles.all(request.root())
                            : WorkflowFiles.named(request.root(), request.workflow());
            String event = event(files);
            var delivery =
                    Deliveries.receive(
                                    tx,
                                    new NewDelivery(
                                            repository.id(),
                                            DeliverySource.COMMAND,
                                            UUID.randomUUID().toString(),
                                            event,
                                            local(event, Optional.empty()).body()))
                            .id();
            List<StartableRun> runs = plan(files, event, delivery, request.choice());
            if (runs.isEmpty() && !request.choice().whateverFiltersSay()) {
                RunChoice choice = request.choice();
                runs =
                        plan(
                                files,
                                event,
                                delivery,
                                new RunChoice(choice.job(), choice.legs(), true));
                if (!runs.isEmpty()) {
                    remarks.add(
                            "No filter lets this %s of %s pass: what listens to it runs all the same"
                                    .formatted(event, tree.branch()));
                }
            }
            if (runs.isEmpty()) {
                throw new InstanceException(nothing(files, event));
            }
            List<RunId> started =
                    RunInsertion.insert(tx, runs).stream()
                            .flatMap(Optional::stream)
                            .map(StartedRun::id)
                            .toList();
            Deliveries.finish(tx, delivery, DeliveryState.PROCESSED, Optional.empty());
            return started;
        }

        private List<StartableRun> plan(
                List<WorkflowSource> files,
                String name,
                dev.minijenkin.db.DeliveryId delivery,
                RunChoice choice) {
            List<StartableRun> runs = new ArrayList<>();
            for (WorkflowSource file : files) {
                LocalEvent local = local(name, workflow(file));
                // The message of a commit may ask for no runs: who starts one by hand wants it.
                Event event = local.event().at(local.event().ref(), "", Optional::empty);
                runs.addAll(
                        RunStarter.plan(
                                new TriggerEvent(
                                        repository,
                                        delivery,
                                        event,
                                        tree.commit(),
                                        local.actor(),
                                        local.body(),
                                        Json.text(ObjectValue.ofTexts(local.inputs())),
                                        tree.serverUrl()),
                                List.of(file),
                                called,
                                choice));
            }
            return runs;
        }

        private LocalEvent local(String event, Optional<Workflow> workflow) {
            return LocalEvent.of(event, request.payload(), request.inputs(), tree, workflow);
        }

        private String event(List<WorkflowSource> files) {
            if (!request.event().isEmpty()) {
                return request.event();
            }
            Set<String> heard = heard(files);
            return USUAL_EVENTS.stream()
                    .filter(heard::contains)
                    .findFirst()
                    .or(() -> heard.stream().findFirst())
                    .orElse(USUAL_EVENTS.getFirst());
        }

        private static Set<String> heard(List<WorkflowSource> files) {
            Set<String> heard = new LinkedHashSet<>();
            files.forEach(file ->
                    workflow(file).ifPresent(found -> heard.addAll(found.triggers().keySet())));
            return heard;
        }

        private static Optional<Workflow> workflow(WorkflowSource file) {
            return file.read() instanceof ReadResult.Valid valid
                    ? Optional.of(valid.workflow())
                    : Optional.empty();
        }

        private String nothing(List<WorkflowSource> files, String event) {
            List<Workflow> listening =
                    files.stream()
                            .flatMap(file -> workflow(file).stream())
                            .filter(workflow -> workflow.triggers().containsKey(event))
                            .toList();
            if (listening.isEmpty()) {
                return "No workflow listens to %s; they listen to %s"
                        .formatted(event, String.join(", ", heard(files)));
            }
            return "No workflow that listens to %s has a job %s; they have %s"
                    .formatted(
                            event,
                            request.choice().job(),
                            String.join(
                                    ", ",
                                    listening.stream()
                                            .flatMap(workflow -> workflow.jobs().stream())
                                            .map(job -> job.id().value())
                                            .distinct()
                                            .toList()));
        }
    }

    public List<RunId> runs() {
        return runs;
    }

    /// What a person is to be told of what runs.
    public List<String> remarks() {
        return remarks;
    }

    /// Cancels what still runs; it may tidy up, as after any cancel.
    public void cancel() {
        database.runInTransaction(tx ->
                runs.forEach(run ->
                        Commands.insert(
                                tx,
                                new NewCommand(
                                        CommandKind.CANCEL.word(),
                                        CommandArguments.NONE,
                                        "Ctrl+C",
                                        run,
                                        null,
                                        null))));
    }

    /// Forgets the secrets.
    @Override
    public void close() {
        database.runInTransaction(tx -> Secrets.removeAll(tx, repository));
    }
}
