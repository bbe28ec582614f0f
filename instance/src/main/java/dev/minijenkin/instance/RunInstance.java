package dev.minijenkin.instance;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.notify.Listener;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.engine.advance.RunProgress;
import dev.minijenkin.engine.advance.StopRun;
import dev.minijenkin.runner.Runner;
import dev.minijenkin.runner.claimloop.RunnerConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a run of a working tree is carried out on: a PostgreSQL whose data is kept for the next
/// one, and that no other process uses. Runs at the same time have one each, so that no run takes
/// the jobs of another.
public final class RunInstance implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunInstance.class);
    private static final String NAME = "mini-jenkin run";
    private static final int MOST = 1000;

    private final Home home;
    private final Closing closing;
    private final LocalKeys keys;
    private final DatabaseAccess access;

    private RunInstance(Home home, Closing closing, LocalKeys keys, DatabaseAccess access) {
        this.home = home;
        this.closing = closing;
        this.keys = keys;
        this.access = access;
    }

    /// Starts PostgreSQL in the first place that is free. What a run left open there whose process
    /// was killed is cancelled.
    ///
    /// @param home of the local instance, which may run or not
    public static RunInstance open(Home home) {
        Closing closing = new Closing();
        boolean started = false;
        try {
            Home own = take(home, closing);
            CompletableFuture<LocalKeys> ahead = CompletableFuture.supplyAsync(() -> ahead(own));
            LocalPostgres postgres =
                    closing.add(LocalData.open(own, NAME, (_, kept) -> forgotten(closing, kept)));
            DatabaseAccess access =
                    closing.add(
                            DatabaseAccess.ofThisVersion(
                                    postgres.configuration(NAME), EnumSet.allOf(Topic.class)));
            LocalKeys keys = ahead.join();
            LocalKeys.publish(access.database(), keys.server());
            LocalKeys.publish(access.database(), keys.runner());
            RunInstance instance = new RunInstance(own, closing, keys, access);
            instance.endWhatIsOpen();
            started = true;
            return instance;
        } finally {
            if (!started) {
                closing.close();
            }
        }
    }

    /// What does not need the database, while that starts.
    private static LocalKeys ahead(Home own) {
        Database.loadAhead();
        return LocalKeys.of(own.keys());
    }

    private static Home take(Home home, Closing closing) {
        for (int place = 1; place <= MOST; place++) {
            Home own = home.ofRun(place);
            Optional<InstanceLock> lock = InstanceLock.tryTake(own);
            if (lock.isPresent()) {
                closing.add(lock.get());
                return own;
            }
        }
        throw new InstanceException("More than " + MOST + " runs at the same time");
    }

    /// The history of local runs is not worth a question: of another version's it goes.
    private static boolean forgotten(Closing closing, Path kept) {
        closing.add(() -> delete(kept));
        return true;
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private void endWhatIsOpen() {
        Database database = access.database();
        database.statement(Runs::open)
                .forEach(id -> {
                    LOG.info("Run {} was left open by a process that is gone", id.value());
                    database.runInTransaction(tx ->
                            Runs.lock(tx, id)
                                    .ifPresent(run -> {
                                        StopRun.stop(
                                                tx,
                                                run,
                                                Cause.CANCELLED_BY_COMMAND,
                                                "The process that carried it out is gone");
                                        RunProgress.advance(tx, id);
                                    }));
                });
    }

    /// Starts a runner that ends with this instance.
    public Runner start(RunnerConfiguration configuration) {
        return closing.add(Runner.start(configuration, access.database(), access.listener()));
    }

    public Home home() {
        return home;
    }

    public LocalKeys keys() {
        return keys;
    }

    public Database database() {
        return access.database();
    }

    public Listener listener() {
        return access.listener();
    }

    /// How the database is reached while it is open.
    public DatabaseConfiguration configuration() {
        return access.configuration();
    }

    @Override
    public void close() {
        closing.close();
    }
}
