package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.DatabaseUnavailableException;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.SampleData;
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
import dev.minijenkin.db.repository.GuestRuns;
import dev.minijenkin.db.repository.NewRepository;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.db.run.step.Step;
import dev.minijenkin.db.run.step.Steps;
import dev.minijenkin.db.seal.KeyRing;
import dev.minijenkin.engine.run.WorkflowSource;
import dev.minijenkin.engine.start.CalledFiles;
import dev.minijenkin.engine.start.Commit;
import dev.minijenkin.engine.start.RunInsertion;
import dev.minijenkin.engine.start.RunStarter;
import dev.minijenkin.engine.start.StartableRun;
import dev.minijenkin.engine.start.TriggerEvent;
import dev.minijenkin.runner.action.Actions;
import dev.minijenkin.runner.action.load.ActionSources;
import dev.minijenkin.runner.claimloop.RunnerConfiguration;
import dev.minijenkin.runner.claimloop.Stint;
import dev.minijenkin.runner.host.StepHosts;
import dev.minijenkin.runner.host.container.ContainerSource;
import dev.minijenkin.runner.user.Confinement;
import dev.minijenkin.runner.workspace.WorkFolder;
import dev.minijenkin.testing.Rows;
import dev.minijenkin.testing.TcpProxy;
import dev.minijenkin.workflow.trigger.Event;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// A database with a repository, and runners that work on it.
final class RunnerBench implements AutoCloseable {

    private final TestDatabase test = TestDatabase.create();
    private final Notifier notifier = new Notifier(test.configuration().dataSource());
    private volatile boolean dropsHints;
    private final Database database =
            test.open(hints -> {
                if (!dropsHints) {
                    notifier.send(hints);
                }
            });
    private final Database runners = Database.open(test.memberOf("mj_runner"), notifier);
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
                                    SampleData.sealed(tx),
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
                runners,
                listener);
    }

    /// One that keeps its jobs from the rest of the host.
    Runner runner(Confinement confinement, int capacity, Path work, ActionSources actions) {
        return Runner.start(
                new RunnerConfiguration("masked", List.of("linux"), capacity, work)
                        .toBuilder().actions(actions).confinement(confinement).build(),
                runners,
                listener);
    }

    /// One that hands variables of its own to its jobs.
    Runner runnerThatPasses(Set<String> variables, Path work) {
        return Runner.start(
                new RunnerConfiguration("passing", List.of("linux"), 1, work)
                        .toBuilder().passed(variables).build(),
                runners,
                listener);
    }

    /// One that opens secrets.
    Runner runner(String name, Path work, KeyRing keys) {
        return Runner.start(
                new RunnerConfiguration(name, List.of("linux"), 1, work)
                        .toBuilder().keys(keys).build(),
                runners,
                listener);
    }

    /// One that takes actions from there.
    Runner runner(String name, Path work, ActionSources actions) {
        return Runner.start(
                new RunnerConfiguration(name, List.of("linux"), 2, work)
                        .toBuilder().actions(actions).build(),
                runners,
                listener);
    }

    /// One with labels of its own.
    Runner runner(String name, int capacity, Path work, List<String> labels) {
        return Runner.start(
                new RunnerConfiguration(name, labels, capacity, work), runners, listener);
    }

    /// One that leaves by itself.
    Runner runner(Stint stint, int capacity, Path work) {
        return Runner.start(
                new RunnerConfiguration("passing", List.of("linux", "x64"), capacity, work)
                        .toBuilder().stint(stint).build(),
                runners,
                listener);
    }

    /// One that starts containers.
    Runner runner(Path work, ContainerSource engines) {
        return Runner.start(
                new RunnerConfiguration("oak", List.of("linux"), 2, work)
                        .toBuilder().engines(engines).build(),
                runners,
                listener);
    }

    RepositoryId repository() {
        return repository.id();
    }

    /// One with other kinds of hosts and of actions.
    Runner runner(Path work, Function<WorkFolder, StepHosts> hosts, Actions actions) {
        return Runner.start(
                new RunnerConfiguration("oak", List.of("linux"), 2, work),
                runners,
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
        return apart(
                test.configuration("guarded_runner"),
                new RunnerConfiguration("guarded", List.of("guarded"), 1, work));
    }

    /// One that carries out code that nobody has reviewed, and logs in as somebody who may do
    /// nothing else.
    AutoCloseable guest(String login, int capacity, Path work) {
        return guest(test.configuration(login), capacity, work);
    }

    /// The same that reaches the database through this proxy, which is in front of [#port].
    AutoCloseable guestBehind(TcpProxy proxy, String login, Path work) {
        return guest(through(proxy, test.configuration(login)), 1, work);
    }

    private AutoCloseable guest(DatabaseConfiguration way, int capacity, Path work) {
        String login = way.user();
        execute(
                """
                do $$ begin
                    create role %s login in role mj_guest_runner;
                exception when duplicate_object or unique_violation then null;
                end $$
                """
                        .formatted(login));
        return apart(
                way,
                new RunnerConfiguration(login, List.of("linux"), capacity, work)
                        .toBuilder()
                                .actions(new ActionSources(ActionSources.PUBLIC.base(), List.of()))
                                .guest()
                                .build());
    }

    /// The repository sends these runs to guests from now on.
    void sendToGuests(GuestRuns which) {
        database.run(tx -> Repositories.setGuestRuns(tx, repository.id(), which));
    }

    /// A job of these steps for a pull request from another repository.
    RunId pushFork(String steps) {
        return push(
                job(steps),
                CalledFiles.NONE,
                "refs/pull/7/merge",
                commit,
                """
                {"number": 7, "pull_request": {
                    "head": {"repo": {"full_name": "eve/shop"}}, "base": {"repo": {"full_name": "team/shop"}}}}
                """,
                true);
    }

    /// A runner that reaches the database through this proxy, which is in front of [#port].
    AutoCloseable runnerBehind(TcpProxy proxy, String name, Path work) {
        return apart(
                through(proxy, test.configuration()),
                new RunnerConfiguration(name, List.of("linux"), 1, work));
    }

    private static DatabaseConfiguration through(TcpProxy proxy, DatabaseConfiguration direct) {
        String url = direct.url().replaceFirst("//[^/]+/", "//127.0.0.1:" + proxy.port() + "/");
        return DatabaseConfiguration.of(url, direct.user(), direct.password(), "proxied");
    }

    /// Of the PostgreSQL.
    int port() {
        return Integer.parseInt(
                test.configuration().url().replaceFirst(".*//[^/]*:(\\d+)/.*", "$1"));
    }

    /// Another connection, beside all pools.
    Connection connect() {
        try {
            return test.configuration().dataSource().getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A runner with a pool and a listener of its own.
    private static AutoCloseable apart(DatabaseConfiguration way, RunnerConfiguration as) {
        Notifier ownNotifier = new Notifier(way.dataSource());
        Database own = Database.open(way, ownNotifier);
        Listener ownListener = new Listener(way.dataSource(), Runner.TOPICS).start();
        Runner runner = Runner.start(as, own, ownListener);
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

    /// Does this as if its process had died before it sent a hint.
    <T> T withoutHints(Supplier<T> work) {
        dropsHints = true;
        try {
            return work.get();
        } finally {
            dropsHints = false;
        }
    }

    /// How many statements and transactions everybody has sent so far.
    long statements() {
        return Long.parseLong(
                text(
                        """
                        select xact_commit + xact_rollback from pg_stat_database
                        where datname = current_database()
                        """));
    }

    /// The same, where its jobs call other files.
    RunId push(String workflow, CalledFiles called) {
        return push(workflow, called, "refs/heads/main", commit);
    }

    /// A job of these steps for a push of another ref.
    RunId pushSteps(String steps, String ref, String sha) {
        return push(job(steps), CalledFiles.NONE, ref, sha);
    }

    private RunId push(String workflow, CalledFiles called, String ref, String sha) {
        return push(workflow, called, ref, sha, "{\"after\": \"x\", \"number\": 7}", false);
    }

    private RunId push(
            String workflow,
            CalledFiles called,
            String ref,
            String sha,
            String content,
            boolean fork) {
        byte[] payload = content.getBytes(StandardCharsets.UTF_8);
        Repository now =
                database.statement(tx -> Repositories.find(tx, repository.id())).orElseThrow();
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
        TriggerEvent pushed =
                new TriggerEvent(
                        now,
                        delivery,
                        event(ref),
                        new Commit(sha, "Mend it", "Ana"),
                        "ana",
                        payload,
                        "{}",
                        "https://ci.example");
        List<StartableRun> runs =
                RunStarter.plan(
                        fork ? pushed.ofFork(Optional.empty()) : pushed,
                        List.of(
                                new WorkflowSource(
                                        ".mini-jenkin/workflows/ci.yml",
                                        workflow.getBytes(StandardCharsets.UTF_8))),
                        called);
        return database.transaction(tx -> RunInsertion.insert(tx, runs))
                .getFirst()
                .orElseThrow()
                .id();
    }

    /// A workflow with one job of these steps.
    RunId pushSteps(String steps) {
        return push(job(steps));
    }

    /// Merge refs are those of pull requests.
    private static Event event(String ref) {
        return ref.startsWith("refs/pull/")
                ? Event.of(
                        "pull_request",
                        "opened",
                        ref,
                        new Event.Subject.PullRequest("feature", "main"))
                : Event.push(ref);
    }

    private static String job(String steps) {
        return """
        on: [push, pull_request]
        jobs:
          only:
            runs-on: linux
            steps:
        """
                + steps.indent(6);
    }

    Run awaitRun(RunId run) {
        // The pool that it shares with the runners may lend connections that died with the
        // database.
        await("the end of the run")
                .atMost(Rows.PATIENCE)
                .ignoreException(DatabaseUnavailableException.class)
                .until(() -> run(run).state() == RunState.FINISHED);
        return run(run);
    }

    /// Waits for its end, and shows its log where it is another one.
    void assertSucceeds(RunId run) {
        assertThat(awaitRun(run).conclusion())
                .as(() -> String.join("\n", log(job(run))))
                .isEqualTo(Conclusion.SUCCESS);
    }

    /// The first that the runner said in its log; empty where it said none.
    String error(RunId run) {
        return log(job(run)).stream()
                .filter(line -> line.startsWith("##[error]"))
                .findFirst()
                .orElse("");
    }

    void awaitRunning(RunId run) {
        await("a running job")
                .atMost(Rows.PATIENCE)
                .until(() -> jobs(run).stream().anyMatch(job -> job.state() == JobState.RUNNING));
    }

    void awaitLine(RunId run, String line) {
        await("the line " + line).atMost(Rows.PATIENCE).until(() -> log(job(run)).contains(line));
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

    /// All rows of all tables as text, as a dump has them; bytes as hexadecimal letters.
    String dump() {
        return test
                .rows()
                .texts(
                        "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = 'public'")
                .stream()
                .flatMap(table -> test.rows().texts("select t::text from " + table + " t").stream())
                .collect(Collectors.joining("\n"));
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
        runners.close();
        database.close();
        test.close();
    }
}
