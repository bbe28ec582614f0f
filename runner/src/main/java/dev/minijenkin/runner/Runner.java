package dev.minijenkin.runner;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.deployment.DeploymentSigns;
import dev.minijenkin.db.log.Logs;
import dev.minijenkin.db.notify.Listener;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.poll.Outage;
import dev.minijenkin.engine.advance.RunProgress;
import dev.minijenkin.runner.action.Actions;
import dev.minijenkin.runner.cache.CacheStore;
import dev.minijenkin.runner.claimloop.ClaimLoop;
import dev.minijenkin.runner.claimloop.RunnerConfiguration;
import dev.minijenkin.runner.container.Containers;
import dev.minijenkin.runner.context.RunnerFacts;
import dev.minijenkin.runner.fault.RunnerException;
import dev.minijenkin.runner.host.StepHosts;
import dev.minijenkin.runner.host.local.HostUsers;
import dev.minijenkin.runner.host.local.LocalHosts;
import dev.minijenkin.runner.job.JobExecutor;
import dev.minijenkin.runner.job.RunnerServices;
import dev.minijenkin.runner.lease.HostClock;
import dev.minijenkin.runner.lease.Lease;
import dev.minijenkin.runner.ledger.Ledger;
import dev.minijenkin.runner.log.LogShipper;
import dev.minijenkin.runner.toolkit.ToolkitServer;
import dev.minijenkin.runner.user.JobUsers;
import dev.minijenkin.runner.workspace.WorkFolder;
import dev.minijenkin.workflow.plan.JobContainers;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A runner: takes jobs from the queue and carries them out on this host, as this user or as
/// others, until it is told to stop. Thread-safe.
///
/// ```java
/// try (Runner runner = Runner.start(configuration, database, listener)) {
///     …
///     runner.stop();
///     runner.awaitStopped();
/// }
/// ```
public final class Runner implements AutoCloseable {
    /// What the listener of its process must listen to.
    public static final Set<Topic> TOPICS =
            Set.of(Topic.QUEUE, Topic.LABEL_SET, Topic.RUNNER, Topic.COMMAND);

    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

    private final WorkFolder folder;
    private final JobUsers users;
    private final StepHosts hosts;
    private final LogShipper shipper;
    private final Ledger ledger;
    private final DeploymentSigns signs;
    private final ScheduledExecutorService timers;
    private final ToolkitServer toolkit;
    private final ClaimLoop loop;

    private Runner(
            WorkFolder folder,
            JobUsers users,
            StepHosts hosts,
            LogShipper shipper,
            Ledger ledger,
            DeploymentSigns signs,
            ScheduledExecutorService timers,
            ToolkitServer toolkit,
            ClaimLoop loop) {
        this.folder = folder;
        this.users = users;
        this.hosts = hosts;
        this.shipper = shipper;
        this.ledger = ledger;
        this.signs = signs;
        this.timers = timers;
        this.toolkit = toolkit;
        this.loop = loop;
    }

    /// Starts it and returns at once; it waits by itself for the database, and for its name.
    ///
    /// @param listener of this process, with at least [#TOPICS]
    /// @throws RunnerException if the work folder cannot be used
    public static Runner start(
            RunnerConfiguration configuration, Database database, Listener listener) {
        return start(configuration, database, listener, Kinds.usual(configuration));
    }

    /// The same with another way to carry out what it takes.
    ///
    /// @throws RunnerException if the work folder cannot be used
    public static Runner start(
            RunnerConfiguration configuration,
            Database database,
            Listener listener,
            JobExecutor executor) {
        Kinds usual = Kinds.usual(configuration);
        return start(
                configuration,
                database,
                listener,
                new Kinds(usual.hosts(), usual.actions(), executor));
    }

    /// What may be another in a runner.
    private record Kinds(
            Function<WorkFolder, StepHosts> hosts,
            BiFunction<WorkFolder, CacheStore, Actions> actions,
            JobExecutor executor) {
        static Kinds usual(RunnerConfiguration configuration) {
            return new Kinds(
                    Runner.hosts(configuration),
                    (folder, caches) ->
                            Actions.with(configuration.actions(), folder.actions(), caches),
                    JobExecutor.USUAL);
        }
    }

    /// The hosts of jobs that run on this machine, as this user.
    public static Function<WorkFolder, StepHosts> hosts(RunnerConfiguration configuration) {
        return folder -> LocalHosts.start(folder, configuration.passed());
    }

    /// The same with other kinds of hosts and of actions.
    ///
    /// @throws RunnerException if the work folder cannot be used
    public static Runner start(
            RunnerConfiguration configuration,
            Database database,
            Listener listener,
            Function<WorkFolder, StepHosts> kindsOfHosts,
            Actions kindsOfActions) {
        return start(
                configuration,
                database,
                listener,
                new Kinds(kindsOfHosts, (_, _) -> kindsOfActions, JobExecutor.USUAL));
    }

    private static Runner start(
            RunnerConfiguration configuration, Database database, Listener listener, Kinds kinds) {
        JobUsers users =
                JobUsers.of(
                        configuration.confinement().users(),
                        configuration.capacity(),
                        HostUsers::find);
        tell(users);
        WorkFolder folder = WorkFolder.take(configuration.work());
        folder.admit(users);
        StepHosts hosts = kinds.hosts().apply(folder);
        Containers containers = new Containers(configuration.engines(), folder.id());
        CacheStore caches = new CacheStore(folder.caches(), CacheStore.USUAL_LIMIT);
        ToolkitServer toolkit = new ToolkitServer(caches, InstantSource.system());
        LogShipper shipper =
                new LogShipper(chunks -> database.statement(tx -> Logs.append(tx, chunks)));
        Ledger ledger = new Ledger(database);
        DeploymentSigns signs = new DeploymentSigns(database, new Outage("deployments go on"));
        ScheduledExecutorService timers = RunnerServices.newTimers();
        RunnerServices services =
                new RunnerServices(
                        database,
                        ledger,
                        RunProgress::jobFinished,
                        folder,
                        users,
                        hosts,
                        containers,
                        kinds.actions().apply(folder, caches),
                        shipper,
                        RunnerFacts.ofThisHost(configuration.name()),
                        new Lease(new HostClock()),
                        signs,
                        timers,
                        configuration.keys(),
                        configuration.terms(),
                        toolkit,
                        configuration.confinement().workspaceBytes(),
                        RunnerServices.USUAL_GRACE);
        return new Runner(
                folder,
                users,
                hosts,
                shipper,
                ledger,
                signs,
                timers,
                toolkit,
                ClaimLoop.start(
                        labelled(configuration, containers), services, listener, kinds.executor()));
    }

    /// A runner that can start containers takes the jobs that ask for them. Where somebody has it
    /// alone it takes every job, and nobody looks before one needs any.
    private static RunnerConfiguration labelled(
            RunnerConfiguration configuration, Containers containers) {
        return !configuration.engines().isNone()
                        && !configuration.terms().everyLabel()
                        && containers.engine().isPresent()
                ? configuration.with(JobContainers.LABEL)
                : configuration;
    }

    private static void tell(JobUsers users) {
        if (users.isEmpty()) {
            LOG.warn(
                    "Jobs run as the user of this runner ({}): whoever may change a workflow can read"
                            + " what it logs in with (--run-as mends that)",
                    System.getProperty("user.name"));
        } else {
            LOG.info(
                    "Jobs run as {}{}",
                    String.join(", ", users.names()),
                    users.areShared()
                            ? ": those that run at a time can reach each other, which a user for each"
                                    + " would prevent"
                            : "");
        }
    }

    /// Takes no more jobs, finishes those that run, and leaves.
    ///
    /// @return how many still run
    public int stop() {
        return loop.stop();
    }

    /// Cancels the jobs that run: they may clean up, as after any cancel.
    public void cancelJobs() {
        loop.cancelJobs();
    }

    /// Waits until it has left after [#stop].
    public void awaitStopped() throws InterruptedException {
        loop.awaitStopped();
    }

    /// Leaves now: cancels what runs, and kills what does not end soon.
    @Override
    public void close() {
        loop.close();
        timers.shutdownNow();
        toolkit.close();
        ledger.close();
        shipper.close();
        signs.close();
        try {
            hosts.close();
        } finally {
            folder.close();
            users.close();
        }
    }
}
