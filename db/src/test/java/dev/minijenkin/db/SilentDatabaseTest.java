package dev.minijenkin.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.db.notify.Hint;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.notify.Listener;
import dev.minijenkin.db.notify.Notifier;
import dev.minijenkin.db.notify.Subscriber;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.testing.Rows;
import dev.minijenkin.testing.TcpProxy;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

/// The host of the database vanishes without a word: no packet says that a connection is over.
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SilentDatabaseTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();

    private final URI direct = URI.create(test.configuration().url().substring("jdbc:".length()));

    @AutoClose private final TcpProxy proxy = TcpProxy.to(direct.getPort());

    /// With a limit that a test can wait for.
    private final DatabaseConfiguration throughProxy =
            DatabaseConfiguration.of(
                    "postgresql://localhost:%d%s?socketTimeout=2"
                            .formatted(proxy.port(), direct.getPath()),
                    "postgres",
                    "",
                    "test");

    @Test
    void aStatementUnderWayEndsAndMayBeTriedAgain() {
        try (Database database =
                Database.open(throughProxy.withMaximumConnections(1), HintSink.NONE)) {
            ask(database);
            proxy.holdUp();
            assertThatThrownBy(() -> ask(database))
                    .isInstanceOfSatisfying(
                            DatabaseUnavailableException.class,
                            e -> assertThat(e.heldUp()).isFalse());
            proxy.letThrough();
            await().atMost(Rows.PATIENCE)
                    .ignoreException(DatabaseUnavailableException.class)
                    .untilAsserted(() -> ask(database));
        }
    }

    @Test
    void aTransactionUnderWayEndsAndMayBeTriedAgain() {
        try (Database database =
                Database.open(throughProxy.withMaximumConnections(1), HintSink.NONE)) {
            assertThatThrownBy(() ->
                            database.runInTransaction(tx -> {
                                tx.sql().execute("select 1");
                                proxy.holdUp();
                                tx.sql().execute("select 2");
                            }))
                    .isInstanceOf(DatabaseUnavailableException.class);
        }
    }

    @Test
    void theListenerNoticesAndListensAgain() {
        Recorder recorder = new Recorder();
        try (Listener listener =
                        new Listener(
                                throughProxy.dataSource(),
                                Set.of(Topic.RUN),
                                Duration.ofMillis(500));
                Notifier notifier = new Notifier(test.configuration().dataSource())) {
            listener.subscribe(recorder);
            listener.start();
            await().atMost(Rows.PATIENCE).until(() -> recorder.connected.get() == 1);
            // Longer than an answer may take: to wait for hints is not to wait for an answer.
            Duration quiet = Duration.ofSeconds(3);
            await().pollDelay(quiet).until(() -> true);
            assertThat(recorder.lost.get()).isZero();

            proxy.holdUp();
            await().atMost(Rows.PATIENCE).until(() -> recorder.lost.get() > 0);
            proxy.letThrough();
            await().atMost(Rows.PATIENCE).until(() -> recorder.connected.get() == 2);
            notifier.send(Set.of(new Hint(Topic.RUN, 1)));
            await().atMost(Rows.PATIENCE).until(() -> recorder.hinted.get() > 0);
        }
    }

    @Test
    void theNotifierNoticesAndSendsAgain() {
        Recorder recorder = new Recorder();
        try (Listener listener =
                        new Listener(test.configuration().dataSource(), Set.of(Topic.RUN));
                Notifier notifier = new Notifier(throughProxy.dataSource())) {
            listener.subscribe(recorder);
            listener.start();
            await().atMost(Rows.PATIENCE).until(() -> recorder.connected.get() == 1);
            notifier.send(Set.of(new Hint(Topic.RUN, 1)));
            await().atMost(Rows.PATIENCE).until(() -> recorder.hinted.get() > 0);

            proxy.holdUp();
            notifier.send(Set.of(new Hint(Topic.RUN, 2)));
            // Longer than its connection waits for an answer.
            await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
            proxy.letThrough();
            int before = recorder.hinted.get();
            await().atMost(Rows.PATIENCE)
                    .until(() -> {
                        notifier.send(Set.of(new Hint(Topic.RUN, 3)));
                        return recorder.hinted.get() > before;
                    });
        }
    }

    @Test
    void poolsWaitForAMinuteAndMigrationsForAsLongAsTheyTake() {
        assertThat(source(test.configuration()).getSocketTimeout()).isEqualTo(60);
        assertThat(source(throughProxy).getSocketTimeout()).as("the URL wins").isEqualTo(2);
        PGSimpleDataSource migrations =
                (PGSimpleDataSource)
                        test.configuration().migrationSource("test", Duration.ofSeconds(3));
        assertThat(migrations.getSocketTimeout()).isZero();
    }

    /// What nobody waits for any more would go on, and hold its locks, for nothing.
    @Test
    void aStatementEndsBeforeNobodyWaitsForItsAnswer() throws SQLException {
        assertThat(limits(test.configuration().dataSource())).isEqualTo("5s 54s 30s");
        assertThat(limits(throughProxy.dataSource())).as("with the URL").isEqualTo("5s 1800ms 30s");
        assertThat(
                        limits(
                                test.configuration()
                                        .withStatementTimeout(Duration.ofSeconds(7))
                                        .dataSource()))
                .as("whoever asks for less")
                .isEqualTo("5s 7s 30s");
        assertThat(limits(test.configuration().migrationSource("test", Duration.ofSeconds(3))))
                .isEqualTo("3s 0 0");
    }

    private static String limits(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                select concat_ws(' ', current_setting('lock_timeout'), current_setting('statement_timeout'),
                                    current_setting('idle_in_transaction_session_timeout'))
                                """)) {
            row.next();
            return row.getString(1);
        }
    }

    private static PGSimpleDataSource source(DatabaseConfiguration configuration) {
        return (PGSimpleDataSource) configuration.dataSource();
    }

    private static void ask(Database database) {
        database.run(tx -> tx.sql().execute("select 1"));
    }

    private static final class Recorder implements Subscriber {
        private final AtomicInteger connected = new AtomicInteger();
        private final AtomicInteger lost = new AtomicInteger();
        private final AtomicInteger hinted = new AtomicInteger();

        @Override
        public void hinted(Topic topic, Set<Long> ids) {
            hinted.incrementAndGet();
        }

        @Override
        public void connected() {
            connected.incrementAndGet();
        }

        @Override
        public void lost(String reason) {
            lost.incrementAndGet();
        }
    }
}
