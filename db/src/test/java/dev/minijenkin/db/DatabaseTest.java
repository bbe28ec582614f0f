package dev.minijenkin.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.db.notify.HintSink;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseTest {
    private static final String KILL =
            "select pg_terminate_backend(pid) from pg_stat_activity where datname ="
                    + " current_database() and pid <> pg_backend_pid()";

    private final TestDatabase test = TestDatabase.create();
    private final Database database = test.open();
    private final Database other = test.open();

    @BeforeAll
    void connect() {
        assertThat(one()).isEqualTo(1);
    }

    @AfterAll
    void close() {
        database.close();
        other.close();
        test.close();
    }

    @Test
    void aTransactionWhoseConnectionDiesSaysThatTheDatabaseIsAway() {
        assertThatThrownBy(() ->
                        database.transaction(tx -> {
                            tx.sql().fetch("select 1");
                            other.statement(killer -> killer.sql().execute(KILL));
                            return tx.sql().fetch("select 2");
                        }))
                .isInstanceOf(DatabaseUnavailableException.class);
        // The pool may lend the other connection that died once more before it notices.
        await().ignoreException(DatabaseUnavailableException.class).until(() -> one() == 1);
    }

    @Test
    void aConnectionThatIsRefusedSaysWhatTheDatabaseSaid() {
        DatabaseConfiguration stranger =
                new DatabaseConfiguration(
                        test.configuration().url(),
                        "nobody",
                        "",
                        "test",
                        1,
                        Duration.ofMillis(500),
                        Duration.ZERO);
        try (Database closed = Database.open(stranger, HintSink.NONE)) {
            assertThatThrownBy(() -> closed.statement(tx -> tx.sql().fetch("select 1")))
                    .isInstanceOf(DatabaseUnavailableException.class)
                    .hasMessageContaining("cannot be reached: FATAL:")
                    .hasMessageContaining("\"nobody\"");
        }
    }

    @Test
    void whatThrowsLeavesNothingBehind() {
        assertThatThrownBy(() ->
                        database.transaction(tx -> {
                            tx.sql().execute("update settings set lease_seconds = 7");
                            throw new IllegalStateException("no");
                        }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(lease()).isEqualTo(30);
    }

    private int one() {
        return database.statement(tx -> tx.sql().fetchSingle("select 1").get(0, Integer.class));
    }

    private int lease() {
        return database.statement(tx ->
                tx.sql().fetchSingle("select lease_seconds from settings").get(0, Integer.class));
    }
}
