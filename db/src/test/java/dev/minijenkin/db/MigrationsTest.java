package dev.minijenkin.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.testing.CopiedDatabase;
import dev.minijenkin.testing.Rows;
import dev.minijenkin.testing.TemplateDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a migration leaves behind, whoever carries it out, and what it does to those at work.
class MigrationsTest {
    private static final TemplateDatabase EMPTY = new TemplateDatabase("empty_template", _ -> {});
    private static final String[] WITH_LATER = {
        "classpath:dev/minijenkin/db/migration", "classpath:dev/minijenkin/db/later"
    };

    /// Short enough for a test, long enough to be seen waiting.
    private static final Duration LOCK_LIMIT = Duration.ofSeconds(1);

    private static final Duration PAUSE = Duration.ofMillis(200);

    @AutoClose private final CopiedDatabase database = EMPTY.copy();

    /// The roles are those of the whole cluster.
    @BeforeAll
    static void roles() {
        TestDatabase.create().close();
    }

    @Test
    void everythingBelongsToTheOwnerWhereASuperuserMigrates() {
        migrate("postgres");
        assertEverythingBelongsToTheOwner();
        assertThat(settings())
                .contains(
                        "idle_in_transaction_session_timeout=5min",
                        "statement_timeout=15min",
                        "transaction_timeout=1h");
        assertThat(mayMakeTemporaryTables("mj_viewer")).isEqualTo("f");
        assertThat(mayMakeTemporaryTables("mj_owner")).isEqualTo("t");
    }

    @Test
    void everythingBelongsToTheOwnerWhereTheOwnerOfTheDatabaseMigrates() {
        login("migrates_here");
        rows().execute("grant mj_owner to migrates_here");
        owned("migrates_here");
        migrate("migrates_here");
        assertEverythingBelongsToTheOwner();
        assertThat(settings()).contains("statement_timeout=15min");
        assertThat(mayMakeTemporaryTables("mj_viewer")).isEqualTo("f");
        assertThat(new Migrations(as("migrates_here")).migrate()).as("again").isZero();
    }

    @Test
    void aMemberOfTheOwnerMigratesWhatASuperuserMade() {
        migrate("postgres");
        login("migrates_later");
        rows().execute("grant mj_owner to migrates_later");
        int done =
                new Migrations(as("migrates_later"), Migrations.Patience.USUAL, WITH_LATER)
                        .migrate();
        assertThat(done).isEqualTo(1);
        assertEverythingBelongsToTheOwner();
    }

    @Test
    void aLimitThatAnAdministratorChoseStays() {
        String name = rows().text("select current_database()");
        rows().execute("alter database " + name + " set statement_timeout = '3h'");
        migrate("postgres");
        assertThat(settings()).contains("statement_timeout=3h").doesNotContain("15min");
    }

    @Test
    void whoIsNoMemberOfTheOwnerIsToldSo() {
        login("migrates_nothing");
        owned("migrates_nothing");
        assertThatThrownBy(() -> migrate("migrates_nothing"))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining(
                        "The role migrates_nothing cannot migrate, because it is no member of mj_owner");
        assertThat(rows().text("select to_regclass('settings') is null")).isEqualTo("t");
    }

    @Test
    void aFunctionThatComesLaterIsNobodysElse() {
        migrate("postgres");
        rows().execute(
                        """
                        set role mj_owner;
                        create function later() returns int language sql as 'select 1';
                        reset role
                        """);
        for (String role : List.of("mj_viewer", "mj_admin", "mj_runner", "mj_server")) {
            assertThat(rows().text("select has_function_privilege(?, 'later()', 'execute')", role))
                    .as(role)
                    .isEqualTo("f");
        }
    }

    @Test
    void whileAReaderIsInTheWayTheOthersGoOnAndThenTheMigrationEnds() throws Exception {
        migrate("postgres");
        login("reads_long");
        rows().execute("grant mj_viewer to reads_long");
        Queue<String> progress = new ConcurrentLinkedQueue<>();
        try (Connection reader = as("reads_long").dataSource().getConnection();
                Statement statement = reader.createStatement();
                Database others = Database.open(as("postgres"), _ -> {})) {
            reader.setAutoCommit(false);
            statement.execute("select count(*) from jobs");
            CompletableFuture<Integer> migration =
                    CompletableFuture.supplyAsync(
                            () -> later(100).migrate(progress::add), Thread::startVirtualThread);
            await().atMost(Rows.PATIENCE).until(() -> !progress.isEmpty());
            for (int i = 0; i < 5; i++) {
                others.runInTransaction(tx -> tx.sql().execute("update jobs set message = ''"));
            }
            assertThat(migration).isNotDone();
            assertThat(progress)
                    .singleElement()
                    .asString()
                    .contains("session " + backend(reader) + " of reads_long (test)")
                    .contains("whose transaction is open since ");

            reader.rollback();

            assertThat(migration.get()).isEqualTo(1);
        }
        assertThat(rows().count("information_schema.columns where column_name = 'later'"))
                .isEqualTo(1);
    }

    @Test
    void aReaderWhoDoesNotLeaveIsNamedInTheEnd() throws Exception {
        migrate("postgres");
        try (Connection reader = as("postgres").dataSource().getConnection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("select count(*) from jobs");
            assertThatThrownBy(() -> later(2).migrate(_ -> {}))
                    .isInstanceOf(DatabaseException.class)
                    .isNotInstanceOf(DatabaseUnavailableException.class)
                    .hasMessageContaining("session " + backend(reader) + " of postgres (test)")
                    .hasMessageContaining("migrate again");
        }
        assertThat(rows().count("information_schema.columns where column_name = 'later'")).isZero();
    }

    @Test
    void whatOnlyAddsCanBeLivedWith() {
        migrate("postgres");
        later(2).migrate();
        assertThat(own().state()).isEqualTo(SchemaState.WIDER);
        assertThat(own().migrate()).as("there is nothing to do").isZero();
    }

    @Test
    void whatTakesAwayCanBeLivedWithByThoseWhoDoNotNeedIt() {
        migrate("postgres");
        int newest =
                Integer.parseInt(
                        rows().text("select max(version::int)::text from flyway_schema_history"));
        known(newest + 1, "more room");
        assertThat(own().state()).isEqualTo(SchemaState.WIDER);
        known(newest + 2, "contract " + newest + " old column");
        assertThat(own().state()).as("nobody needs it from ours on").isEqualTo(SchemaState.WIDER);
        known(newest + 3, "contract " + (newest + 1) + " older column");
        assertThat(own().state()).as("we may need it").isEqualTo(SchemaState.TOO_NEW);
        assertThatThrownBy(() -> own().migrate())
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("newer than this version");
    }

    @Test
    void whatTakesAwayAndDoesNotSayFromWhenOnIsRefused() {
        migrate("postgres");
        known(1000, "contract whatever");
        assertThat(own().state()).isEqualTo(SchemaState.TOO_NEW);
    }

    /// A newer version has carried it out.
    private void known(int version, String description) {
        rows().execute(
                        """
                        insert into flyway_schema_history
                        select %1$d, '%1$d', '%2$s', type, 'V%1$d__x.sql', 1, installed_by, installed_on, execution_time,
                            success
                        from flyway_schema_history where version = '1'
                        """
                                .formatted(version, description));
    }

    private Migrations own() {
        return new Migrations(as("postgres"));
    }

    private Migrations later(int tries) {
        return new Migrations(
                as("postgres"), new Migrations.Patience(tries, LOCK_LIMIT, PAUSE), WITH_LATER);
    }

    private static int backend(Connection connection) throws Exception {
        return connection.unwrap(org.postgresql.PGConnection.class).getBackendPID();
    }

    private void assertEverythingBelongsToTheOwner() {
        assertThat(
                        rows().texts(
                                        """
                                        select relname from pg_class
                                        where relnamespace = 'public'::regnamespace
                                            and relowner <> 'mj_owner'::regrole
                                            and relname not like 'flyway%'
                                        union all
                                        select proname from pg_proc
                                        where pronamespace = 'public'::regnamespace
                                            and proowner <> 'mj_owner'::regrole
                                        union all
                                        select typname from pg_type
                                        where typnamespace = 'public'::regnamespace
                                            and typowner <> 'mj_owner'::regrole
                                            and typname not like '%flyway%'
                                        """))
                .isEmpty();
        assertThat(rows().text("select rolsuper from pg_roles where rolname = 'mj_owner'"))
                .isEqualTo("f");
    }

    private String settings() {
        return rows().text(
                        """
                        select coalesce(string_agg(c, ' '), '')
                        from pg_db_role_setting s, unnest(setconfig) c
                        where setrole = 0
                            and setdatabase = (select oid from pg_database where datname = current_database())
                        """);
    }

    private String mayMakeTemporaryTables(String role) {
        return rows().text(
                        "select has_database_privilege(?, current_database(), 'temporary')", role);
    }

    private void login(String name) {
        rows().execute(
                        """
                        do $$ begin
                            if not exists (select from pg_roles where rolname = '%1$s') then
                                create role %1$s login;
                            end if;
                        end $$
                        """
                                .formatted(name));
    }

    private void owned(String login) {
        rows().execute(
                        "alter database "
                                + rows().text("select current_database()")
                                + " owner to "
                                + login);
    }

    private void migrate(String login) {
        new Migrations(as(login)).migrate();
    }

    private Rows rows() {
        return database.rows();
    }

    private DatabaseConfiguration as(String login) {
        return DatabaseConfiguration.of(database.url(), login, "", "test");
    }
}
