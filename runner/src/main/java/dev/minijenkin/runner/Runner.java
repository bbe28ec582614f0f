package dev.minijenkin.runner;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.access.RunnerAccess;
import dev.minijenkin.db.deployment.DeploymentSigns;
import dev.minijenkin.db.guest.GuestAccess;
import dev.minijenkin.db.notify.Listener;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.poll.Outage;
import dev.minijenkin.db.seal.KeyPair;
import dev.minijenkin.db.seal.KeyPurpose;
import dev.minijenkin.db.seal.KeyRing;
import dev.minijenkin.engine.access.TrustedAccess;
import dev.minijenkin.runner.action.Actions;
import dev.minijenkin.runner.cache.CacheStore;
import dev.minijenkin.runner.claimloop.ClaimLoop;
import dev.minijenkin.runner.claimloop.RunnerConfiguration;
import dev.minijenkin.runner.container.Containers;
import dev.minijenkin.runner.container.EngineContainers;
import dev.minijenkin.runner.context.RunnerFacts;
import dev.minijenkin.runner.fault.RunnerException;
import dev.minijenkin.runner.host.StepHosts;
import dev.minijenkin.runner.host.container.EngineSearch;
import dev.minijenkin.runner.host.container.PodSource;
import dev.minijenkin.runner.host.local.HostUsers;
import dev.minijenkin.runner.host.local.LocalHosts;
import dev.minijenkin.runner.job.JobExecution;
import dev.minijenkin.runner.job.JobExecutor;
import dev.minijenkin.runner.job.services.RunnerServices;
import dev.minijenkin.runner.lease.HostClock;
import dev.minijenkin.runner.lease.Lease;
import dev.minijenkin.runner.ledger.Ledger;
import dev.minijenkin.runner.log.LogShipper;
import dev.minijenkin.runner.pod.Pods;
import dev.minijenkin.runner.toolkit.ToolkitServer;
import dev.minijenkin.runner.user.JobUsers;
import dev.minijenkin.runner.workspace.WorkFolder;
import dev.minijenkin.workflow.plan.definition.JobContainers;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
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
            Set.of(Topic.QUEUE, Topic.LABEL_SET, Topic.RUNNER, Topic.COMMAND, Topic.SECRET);

    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

    private final WorkFolder folder;
    private final JobUsers users;
    private final StepHosts hosts;
    private final LogShipper shipper;
    private final Ledger ledger;
    private final Optional<DeploymentSigns> signs;
    private final ScheduledExecutorService timers;
    private final ToolkitServer toolkit;
    private final Containers containers;
    private final ClaimLoop loop;

    private Runner(
            WorkFolder folder,
            JobUsers users,
            StepHosts hosts,
            LogShipper shipper,
            Ledger ledger,
            Optional<DeploymentSigns> signs,
            ScheduledExecutorService timers,
            ToolkitServer toolkit,
            Containers containers,
            ClaimLoop loop) {
        this.folder = folder;
        this.users = users;
        this.hosts = hosts;
        this.shipper = shipper;
        this.ledger = ledger;
        this.signs = signs;
        this.timers = timers;
        this.toolkit = toolkit;
        this.containers = containers;
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
                    JobExecution::new);
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
                new Kinds(kindsOfHosts, (_, _) -> kindsOfActions, JobExecution::new));
    }

    private static Runner start(
            RunnerConfiguration configuration, Database database, Listener listener, Kinds kinds) {
        JobUsers users =
                JobUsers.of(
                        configuration.confinement().users(),
                        configuration.capacity(),
                        HostUsers::find);
        if (!configuration.terms().everyLabel()
                && !(configuration.engines() instanceof PodSource)) {
            // Where somebody has it alone the workflows are one's own.
            tell(users);
        }
        WorkFolder folder = WorkFolder.take(configuration.work());
        folder.admit(users);
        StepHosts hosts = kinds.hosts().apply(folder);
        Containers containers;
        try {
            containers = containers(configuration, folder);
        } catch (RuntimeException e) {
            hosts.close();
            folder.close();
            users.close();
            throw e;
        }
        CacheStore caches = new CacheStore(folder.caches(), CacheStore.USUAL_LIMIT);
        ToolkitServer toolkit = new ToolkitServer(caches, InstantSource.system());
        // That of a guest is made here, and nobody else ever has it.
        Optional<KeyPair> ownKey =
                configuration.guest()
                        ? Optional.of(KeyPair.generate(KeyPurpose.RUNNER))
                        : Optional.empty();
        RunnerAccess access =
                ownKey.<RunnerAccess>map(key -> new GuestAccess(database, key.publicHalf()))
                        .orElseGet(() ->
                                new TrustedAccess(database, configuration.terms().everyLabel()));
        LogShipper shipper = new LogShipper(access::append);
        Ledger ledger = new Ledger(access);
        Optional<DeploymentSigns> signs =
                configuration.guest()
                        ? Optional.empty()
                        : Optional.of(
                                new DeploymentSigns(database, new Outage("deployments go on")));
        ScheduledExecutorService timers = RunnerServices.newTimers();
        RunnerServices services =
                new RunnerServices(
                        access,
                        ledger,
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
                        ownKey.map(key -> KeyRing.of(List.of(key))).orElse(configuration.keys()),
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
                containers,
                ClaimLoop.start(
                        labelled(configuration, containers),
                        services,
                        listener,
                        database,
                        kinds.executor()));
    }

    private static Containers containers(RunnerConfiguration configuration, WorkFolder folder) {
        return switch (configuration.engines()) {
            case EngineSearch search -> new EngineContainers(search, folder.id());
            case PodSource source -> Pods.open(source, folder.id());
        };
    }

    /// A runner that can start containers takes the jobs that ask for them. Where somebody has it
    /// alone it takes every job, and nobody looks before one needs any.
    private static RunnerConfiguration labelled(
            RunnerConfiguration configuration, Containers containers) {
        return !configuration.engines().isNone()
                        && !configuration.terms().everyLabel()
                        && containers.canStart()
                ? configuration.toBuilder().label(JobContainers.LABEL).build()
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

    /// How many jobs it has begun.
    public int begun() {
        return loop.begun();
    }

    /// Waits until it has left after [#stop], or by itself.
    public void awaitStopped() throws InterruptedException {
        loop.awaitStopped();
    }

    /// Leaves now: cancels what runs, and kills what does not end soon.
    @Override
    public void close() {
        loop.close();
        containers.close();
        timers.shutdownNow();
        toolkit.close();
        ledger.close();
        shipper.close();
        signs.ifPresent(DeploymentSigns::close);
        try {
            hosts.close();
        } finally {
            folder.close();
            users.close();
        }
    }
}
