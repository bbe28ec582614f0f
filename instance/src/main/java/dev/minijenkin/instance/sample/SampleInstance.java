package dev.minijenkin.instance.sample;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.repository.RepositoryRegistration;
import dev.minijenkin.db.sample.SampleHistory;
import dev.minijenkin.instance.Closing;
import dev.minijenkin.instance.DatabaseAccess;
import dev.minijenkin.instance.Home;
import dev.minijenkin.instance.InstanceException;
import dev.minijenkin.instance.LocalInstance;
import dev.minijenkin.instance.LocalKeys;
import dev.minijenkin.runner.Runner;
import dev.minijenkin.runner.claimloop.RunnerConfiguration;
import dev.minijenkin.server.ServerConfiguration;
import dev.minijenkin.server.registration.PostReceiveHook;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/// A whole Mini-Jenkin of a team that ships a web shop: a month of history, three runners at work,
/// one that is lost, and people who go on pushing. Everything in it is real but the month, and what
/// builds print; nothing leaves the machine. Each start begins anew.
public final class SampleInstance implements AutoCloseable {
    private static final List<String> LABELS = List.of("self-hosted", "linux", "x64");
    private static final int SLOTS = 4;
    private static final Duration PLANNED = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final long SEED = 20_261_130;

    private final Closing closing;
    private final LocalInstance instance;

    private SampleInstance(Closing closing, LocalInstance instance) {
        this.closing = closing;
        this.instance = instance;
    }

    /// Starts it; seconds.
    ///
    /// @param home of its own; what an earlier start left there is deleted
    public static SampleInstance start(Home home) throws InterruptedException {
        LocalInstance.clear(home);
        Closing closing = new Closing();
        boolean started = false;
        try {
            LocalKeys keys = LocalKeys.of(home.keys());
            LocalInstance instance =
                    closing.add(
                            LocalInstance.start(
                                    home,
                                    ServerConfiguration.of(0, home.server(), keys.server()),
                                    runner(home, keys, "oak-01"),
                                    (_, _) -> false));
            closing.add(() -> leave(instance.runner()));
            for (String name : List.of("oak-02", "oak-03")) {
                DatabaseAccess access =
                        closing.add(
                                DatabaseAccess.open(
                                        instance.configuration("mini-jenkin runner " + name),
                                        Runner.TOPICS));
                Runner runner =
                        closing.add(
                                Runner.start(
                                        runner(home, keys, name),
                                        access.database(),
                                        access.listener()));
                closing.add(() -> leave(runner));
            }
            List<SampleRepository> repositories = repositories(home);
            fill(instance, repositories);
            closing.add(SamplePushes.start(repositories, SEED));
            started = true;
            return new SampleInstance(closing, instance);
        } finally {
            if (!started) {
                closing.close();
            }
        }
    }

    /// How its database is reached.
    public DatabaseConfiguration configuration(String applicationName) {
        return instance.configuration(applicationName);
    }

    public Database database() {
        return instance.database();
    }

    @Override
    public synchronized void close() {
        closing.close();
        LocalInstance.clear(instance.home());
    }

    private static RunnerConfiguration runner(Home home, LocalKeys keys, String name) {
        return new RunnerConfiguration(name, LABELS, SLOTS, home.work().resolve(name))
                .toBuilder().keys(keys.runner()).build();
    }

    /// Its jobs matter to nobody.
    private static void leave(Runner runner) {
        int _ = runner.stop();
        runner.cancelJobs();
    }

    private static List<SampleRepository> repositories(Home home) {
        return List.of(
                repository(home, "shop-web", "ci", "deploy"),
                repository(home, "shop-api", "ci"),
                repository(home, "checkout", "ci"),
                repository(home, "mobile-app", "ci"),
                repository(home, "infra", "ci", "deploy"),
                repository(home, "recommender", "train"));
    }

    private static SampleRepository repository(Home home, String name, String... workflows) {
        return new SampleRepository(
                name, List.of(workflows), home.folder().resolve("repositories"));
    }

    private static void fill(LocalInstance instance, List<SampleRepository> repositories)
            throws InterruptedException {
        Database database = instance.database();
        RepositoryRegistration registration =
                new RepositoryRegistration(database, new SecureRandom());
        for (SampleRepository repository : repositories) {
            repository.make();
            String secret =
                    registration
                            .register(
                                    repository.name(), repository.bare().toString(), "main", false)
                            .hookSecret();
            PostReceiveHook.install(
                    repository.bare(),
                    instance.serverAddress().toString(),
                    repository.name(),
                    secret);
        }
        List<String> pipelines =
                repositories.stream().flatMap(each -> each.pipelines().stream()).toList();
        database.runInTransaction(tx -> SampleHistory.reserve(tx, pipelines));
        for (SampleRepository repository : repositories) {
            String fails = repository.name().equals("checkout") ? "unit" : "";
            repository.push("main", "mei", "Warm the cache of prices", fails);
            if (repository.deploys()) {
                repository.push("release", "lars", "Release what is on main", "");
            }
        }
        awaitPlanned(database, pipelines.size());
        database.runInTransaction(tx ->
                SampleHistory.fill(
                        tx, repositories.stream().flatMap(each -> each.logs().stream()).toList()));
    }

    private static void awaitPlanned(Database database, int pipelines) throws InterruptedException {
        long until = System.nanoTime() + PLANNED.toNanos();
        while (database.statement(SampleHistory::planned) < pipelines) {
            if (System.nanoTime() - until > 0) {
                throw new InstanceException(
                        "The sample's first pushes started no runs within "
                                + PLANNED.toSeconds()
                                + " s; what the server said tells why");
            }
            Thread.sleep(LOOK);
        }
    }
}
