package dev.minijenkin.server.outbox;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.SampleRun;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.outbox.NewTarget;
import dev.minijenkin.db.outbox.TargetFilter;
import dev.minijenkin.db.outbox.TargetId;
import dev.minijenkin.db.outbox.TargetKind;
import dev.minijenkin.db.outbox.Targets;
import dev.minijenkin.db.poll.Outage;
import dev.minijenkin.db.poll.PollLoop;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.engine.recovery.Activity;
import dev.minijenkin.testing.Rows;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.NullMarked;

/// A database, a receiver, and dispatchers as members of `mj_server`. Secrets are kept in plain.
@NullMarked
final class DispatcherBench implements AutoCloseable {
    /// Seconds stand for minutes.
    static final DispatcherSettings FAST =
            new DispatcherSettings(
                    PollLoop.Periods.every(Duration.ofMillis(50)),
                    Duration.ofMillis(500),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(3),
                    Duration.ofMillis(50),
                    Duration.ofSeconds(1),
                    4,
                    64,
                    3,
                    Duration.ofMinutes(10));

    private final TestDatabase test = TestDatabase.create();
    final FakeReceiver receiver = new FakeReceiver();
    final Database owner = test.open();
    final RepositoryId shop = owner.transaction(tx -> SampleData.repository(tx, "shop"));
    private final DatabaseConfiguration server = test.memberOf("mj_server");

    /// One that delivers until it is closed.
    record Dispatching(Database database, OutboxDispatcher dispatcher) implements AutoCloseable {
        @Override
        public void close() {
            dispatcher.close();
            database.close();
        }
    }

    Dispatching dispatch() {
        Database database = Database.open(server, HintSink.NONE);
        return new Dispatching(
                database,
                new OutboxDispatcher(
                                database,
                                target -> new String(target.sealedSecret(), StandardCharsets.UTF_8),
                                URI.create("https://ci.example.org"),
                                new Activity(System::nanoTime),
                                new Outage("messages wait"),
                                RandomGenerator.getDefault(),
                                FAST)
                        .start());
    }

    Rows rows() {
        return test.rows();
    }

    /// A target at a path of the receiver.
    ///
    /// @param secret empty: none
    TargetId target(String name, TargetKind kind, String secret, TargetFilter filter) {
        byte[] sealed = secret.getBytes(StandardCharsets.UTF_8);
        return owner.transaction(tx ->
                        Targets.add(
                                tx,
                                new NewTarget(
                                        name,
                                        kind,
                                        kind.isOfRepository() ? shop : null,
                                        receiver.url("/" + name),
                                        secret.isEmpty() ? null : "key",
                                        secret.isEmpty() ? null : sealed,
                                        filter)))
                .orElseThrow();
    }

    Run run(String ref) {
        return owner.transaction(tx -> {
            Run run =
                    new SampleRun()
                            .on(ref)
                            .askedForBy(SampleData.delivery(tx, shop))
                            .insert(tx, shop);
            SampleData.add(tx, run, "build");
            return run;
        });
    }

    /// A job of it begins.
    void begin(Run run) {
        rows().execute(
                        "update pipeline_runs set state = 'running', started_at = now() where id = "
                                + run.id().value());
    }

    void finish(Run run, Conclusion conclusion) {
        owner.runInTransaction(tx -> SampleData.finish(tx, run, conclusion));
    }

    Run finished(String ref, Conclusion conclusion) {
        Run run = run(ref);
        finish(run, conclusion);
        return run;
    }

    void awaitDelivered(int messages) {
        rows().awaitCount(messages, "webhooks_outbox where state = 'delivered'");
    }

    @Override
    public void close() {
        receiver.close();
        owner.close();
        test.close();
    }
}
