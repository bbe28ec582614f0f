package dev.minijenkin.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.notify.HintSink;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SqlErrorsTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = Database.open(test.configuration(), HintSink.NONE);

    /// Shut down, in failover, ended by an administrator, idle for too long, disk or memory full,
    /// locked for too long, serialization, an internal error, and what has no state at all.
    @Test
    void whatPassesMayBeTriedAgain() {
        for (String state :
                List.of(
                        "08006", "25006", "25P02", "25P03", "40001", "40P01", "53100", "53200",
                        "53300", "53400", "55P03", "57014", "57P01", "57P05", "58030", "XX000",
                        "26000", "34000", "42P05", "57P04", "58P01", "55006", "40003", "F0000")) {
            assertThat(translated(state))
                    .as(state)
                    .isInstanceOf(DatabaseUnavailableException.class);
        }
        assertThat(translated(null)).isInstanceOf(DatabaseUnavailableException.class);
    }

    @Test
    void whatTheSameStatementWouldMeetAgainIsFinal() {
        for (String state :
                List.of(
                        "22P02", "22021", "23505", "23514", "42501", "42P01", "42601", "54000",
                        "0A000", "P0001", "28P01", "3D000")) {
            assertThat(translated(state)).as(state).isExactlyInstanceOf(DatabaseException.class);
        }
    }

    @Test
    void aStatementThatWasBrokenOffPasses() {
        assertThatThrownBy(() ->
                        database.runInTransaction(tx -> {
                            tx.sql().execute("set local statement_timeout = '20ms'");
                            tx.sql().execute("select pg_sleep(10)");
                        }))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageStartingWith("The database cannot carry a statement out just now: ");
    }

    @Test
    void aDatabaseThatIsReadOnlyPasses() {
        assertThatThrownBy(() ->
                        database.runInTransaction(tx -> {
                            tx.sql().execute("set transaction read only");
                            tx.sql().execute("update settings set lease_seconds = 30");
                        }))
                .isInstanceOf(DatabaseUnavailableException.class);
    }

    /// As while a migration changes what a connection has read before; what the database really
    /// cannot do stays final.
    @Test
    void aPlanThatAMigrationMadeOldPasses() {
        test.rows().execute("create table changing as select 1 as n");
        Database one = Database.open(test.configuration().withMaximumConnections(1), HintSink.NONE);
        try (one) {
            for (int i = 0; i < 3; i++) {
                one.transaction(tx -> tx.sql().fetch("select * from changing").size());
            }
            test.rows().execute("alter table changing add column more text");

            assertThatThrownBy(() ->
                            one.transaction(tx -> tx.sql().fetch("select * from changing").size()))
                    .isInstanceOf(DatabaseUnavailableException.class)
                    .hasMessageContaining("cached plan");
            int rows = one.transaction(tx -> tx.sql().fetch("select * from changing").size());
            assertThat(rows).isEqualTo(1);
            assertThatThrownBy(() ->
                            one.run(tx ->
                                    tx.sql()
                                            .execute(
                                                    "create table x (n int) tablespace pg_global")))
                    .isExactlyInstanceOf(DatabaseException.class);
        }
    }

    @Test
    void aBrokenConstraintIsFinal() {
        assertThatThrownBy(() ->
                        database.run(
                                tx -> tx.sql().execute("update settings set lease_seconds = 0")))
                .isExactlyInstanceOf(DatabaseException.class);
    }

    private static DatabaseException translated(@Nullable String state) {
        return SqlErrors.translate(new SQLException("told by a test", state));
    }
}
