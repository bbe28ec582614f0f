package dev.minijenkin.runner;

import static org.awaitility.Awaitility.await;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.DatabaseUnavailableException;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.DeliverySource;
import dev.minijenkin.db.hook.NewDelivery;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.log.LogCursor;
import dev.minijenkin.db.log.LogLines;
import dev.minijenkin.db.notify.Listener;
import dev.minijenkin.db.notify.Notifier;
import dev.minijenkin.db.repository.NewRepository;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.db.run.Job;
import dev.minijenkin.db.run.JobState;
import dev.minijenkin.db.run.Jobs;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.Step;
import dev.minijenkin.db.run.Steps;
import dev.minijenkin.engine.run.WorkflowSource;
import dev.minijenkin.engine.start.CalledFiles;
import dev.minijenkin.engine.start.Commit;
import dev.minijenkin.engine.start.RunStarter;
import dev.minijenkin.engine.start.StartableRun;
import dev.minijenkin.engine.start.TriggerEvent;
import dev.minijenkin.runner.action.Actions;
import dev.minijenkin.runner.claimloop.RunnerConfiguration;
import dev.minijenkin.runner.host.StepHosts;
import dev.minijenkin.runner.workspace.WorkFolder;
import dev.minijenkin.workflow.trigger.Event;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/// A database with a repository, and runners that work on it.
final class RunnerBench implements AutoCloseable {
    static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final TestDatabase test = TestDatabase.create();
    private final Notifier notifier = new Notifier(test.configuration().dataSource());
    private final Database database = test.open(notifier);
    private final Listener listener =
            new Listener(test.configuration().dataSource(), Runner.TOPICS).start();
    private final Repository repository;
    private final String commit;

    /// @param bare repository that jobs check out
    /// @param commit in it
    RunnerBench(Path bare, String commit) {
        this.commit = commit;
        repository =
                database.transaction(tx -> {
                    Repositories.register(
                            tx,
                            new NewRepository(
                                    "team/shop",
                                    bare.toString(),
                                    "main",
                                    "a secret of length",
                                    false));
                    return Repositories.find(tx, "team/shop").orElseThrow();
                });
    }

    Database database() {
        return database;
    }

    Runner runner(String name, int capacity, Path work) {
        return Runner.start(
                new RunnerConfiguration(name, List.of("linux", "x64"), capacity, work),
                database,
                listener);
    }

    /// One with other kinds of hosts and of actions.
    Runner runner(Path work, Function<WorkFolder, StepHosts> hosts, Actions actions) {
        return Runner.start(
                new RunnerConfiguration("oak", List.of("linux"), 1, work),
                database,
                listener,
                hosts,
                actions);
    }

    /// A runner that logs in with a role that is nothing but a member of `mj_runner`.
    AutoCloseable guardedRunner(Path work) {
        execute(
                """
                do $$ begin
                    create role guarded_runner login in role mj_runner;
                exception when duplicate_object or unique_violation then null;
                end $$
                """);
        DatabaseConfiguration guarded = test.configuration("guarded_runner");
        Notifier ownNotifier = new Notifier(guarded.dataSource());
        Database own = Database.open(guarded, ownNotifier);
        Listener ownListener = new Listener(guarded.dataSource(), Runner.TOPICS).start();
        Runner runner =
                Runner.start(
                        new RunnerConfiguration("guarded", List.of("guarded"), 1, work),
                        own,
                        ownListener);
        return () -> {
            runner.close();
            ownListener.close();
            ownNotifier.close();
            own.close();
        };
    }

    /// As if a push had brought a commit with this workflow.
    RunId push(String workflow) {
        return push(workflow, CalledFiles.NONE);
    }

    /// The same, where its jobs call other files.
    RunId push(String workflow, CalledFiles called) {
        byte[] payload = "{\"after\": \"x\", \"number\": 7}".getBytes(StandardCharsets.UTF_8);
        DeliveryId delivery =
                database.transaction(tx ->
                        Deliveries.receive(
                                        tx,
                                        new NewDelivery(
                                                repository.id(),
                                                DeliverySource.GIT,
                                                UUID.randomUUID().toString(),
                                                "push",
                                                payload))
                                .id());
        TriggerEvent event =
                new TriggerEvent(
                        repository,
                        delivery,
                        Event.push("refs/heads/main"),
                        new Commit(commit, "Mend it", "Ana"),
                        "ana",
                        payload,
                        "{}",
                        "https://ci.example");
        List<StartableRun> runs =
                RunStarter.plan(
                        event,
                        List.of(
                                new WorkflowSource(
                                        ".mini-jenkin/workflows/ci.yml",
                                        workflow.getBytes(StandardCharsets.UTF_8))),
                        called);
        return database.transaction(tx -> runs.getFirst().insert(tx)).orElseThrow();
    }

    /// A workflow with one job of these steps.
    RunId pushSteps(String steps) {
        return push(
                """
                on: push
                jobs:
                  only:
                    runs-on: linux
                    steps:
                """
                        + steps.indent(6));
    }

    Run awaitRun(RunId run) {
        // The pool that it shares with the runners may lend connections that died with the
        // database.
        await("the end of the run")
                .atMost(TIMEOUT)
                .ignoreException(DatabaseUnavailableException.class)
                .until(() -> run(run).state() == RunState.FINISHED);
        return run(run);
    }

    void awaitRunning(RunId run) {
        await("a running job")
                .atMost(TIMEOUT)
                .until(() -> jobs(run).stream().anyMatch(job -> job.state() == JobState.RUNNING));
    }

    void awaitLine(RunId run, String line) {
        await("the line " + line).atMost(TIMEOUT).until(() -> log(job(run)).contains(line));
    }

    Run run(RunId run) {
        return database.statement(tx -> Runs.find(tx, run)).orElseThrow();
    }

    List<Job> jobs(RunId run) {
        return database.statement(tx -> Jobs.ofRun(tx, run, run(run).attempt()));
    }

    Job job(RunId run) {
        return jobs(run).getFirst();
    }

    List<Step> steps(Job job) {
        return database.statement(tx -> Steps.ofJob(tx, job.id()));
    }

    /// Name, state, outcome and conclusion of each step.
    List<String> stepStates(RunId run) {
        return steps(job(run)).stream()
                .map(step -> step.name() + ": " + step.outcome() + "/" + step.conclusion())
                .toList();
    }

    /// All bytes of the log of a job.
    byte[] bytes(JobId job) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        LogLines lines = new LogLines();
        for (LogChunk chunk : chunks(job)) {
            lines.take(
                    chunk,
                    (at, line, more) -> {
                        bytes.writeBytes(line);
                        bytes.write('\n');
                    });
        }
        lines.open().ifPresent(open -> bytes.writeBytes(open.bytes()));
        return bytes.toByteArray();
    }

    List<String> log(Job job) {
        return new String(bytes(job.id()), StandardCharsets.UTF_8).lines().toList();
    }

    /// The lines that a step printed, without those of the runner itself.
    List<String> printed(RunId run) {
        List<String> printed = new ArrayList<>();
        boolean inHeading = false;
        for (String line : log(job(run))) {
            inHeading |= line.startsWith("##[group]");
            if (!inHeading && !line.startsWith("Runner ") && !line.startsWith("team/shop at ")) {
                printed.add(line);
            }
            inHeading &= !line.equals("##[endgroup]");
        }
        return printed;
    }

    List<LogChunk> chunks(JobId job) {
        LogCursor cursor = new LogCursor(job);
        List<LogChunk> all = new ArrayList<>();
        List<LogChunk> next = database.statement(tx -> cursor.next(tx, 100));
        while (!next.isEmpty()) {
            all.addAll(next);
            next = database.statement(tx -> cursor.next(tx, 100));
        }
        return all;
    }

    void command(String kind, String arguments, RunId run) {
        database.transaction(
                tx -> Commands.insert(tx, new NewCommand(kind, arguments, null, run, null, null)));
    }

    void execute(String sql) {
        test.rows().execute(sql);
    }

    /// The one value that a query gives.
    String text(String sql) {
        return test.rows().text(sql);
    }

    /// No connection stays, and none can be made.
    void takeDatabaseAway() {
        test.takeAway();
    }

    void bringDatabaseBack() {
        test.bringBack();
    }

    @Override
    public void close() {
        listener.close();
        notifier.close();
        database.close();
        test.close();
    }
}
