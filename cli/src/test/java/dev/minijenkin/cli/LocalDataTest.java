package dev.minijenkin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.Migrations;
import dev.minijenkin.db.SchemaState;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.instance.ChildProcess;
import dev.minijenkin.instance.Home;
import dev.minijenkin.instance.InstanceException;
import dev.minijenkin.instance.LocalData;
import dev.minijenkin.instance.LocalPostgres;
import dev.minijenkin.testing.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A data folder that another version of the program has left behind.
class LocalDataTest {
    private static final String FIRST_IS_ANOTHER =
            "update flyway_schema_history set checksum = checksum + 1 where version = '1'";
    private static final String ONE_MORE_THAN_WE_CAN_LIVE_WITH =
            "insert into flyway_schema_history select 9999, '9999', 'contract 9998 later', type,"
                    + " 'V9999__contract_9998_later.sql', 1, installed_by, installed_on, execution_time,"
                    + " success from flyway_schema_history where version = '1'";

    @TempDir private Path folder;
    private final List<String> asked = new ArrayList<>();
    private Home home;

    @BeforeEach
    void choose() {
        home = TestHome.at(folder.resolve("home"));
    }

    @Test
    void isPutAsideWithEverythingInIt() throws IOException {
        leave(FIRST_IS_ANOTHER);
        Files.createDirectories(home.server().resolve("1.git"));
        try (LocalPostgres postgres = LocalData.open(home, "test", this::yes)) {
            assertThat(new Migrations(postgres.configuration("test")).state())
                    .isEqualTo(SchemaState.CURRENT);
            assertThat(targets(postgres)).isEmpty();
        }
        assertThat(asked)
                .singleElement()
                .asString()
                .isEqualTo(
                        "The data in "
                                + home.postgres()
                                + " was made by another Mini-Jenkin, and its schema cannot become that of"
                                + " this version");
        assertThat(home.server()).doesNotExist();
        assertThat(beside("server-").resolve("1.git")).exists();

        Files.move(home.postgres(), home.folder().resolve("new"));
        Files.move(beside("postgres-"), home.postgres());
        try (LocalPostgres postgres = LocalPostgres.start(home, 0)) {
            assertThat(targets(postgres)).containsExactly("kept");
        }
    }

    @Test
    void staysWhereNobodySaysYes() throws IOException {
        leave(ONE_MORE_THAN_WE_CAN_LIVE_WITH);

        assertThatThrownBy(() -> LocalData.open(home, "test", this::no))
                .isInstanceOf(InstanceException.class)
                .hasMessageStartingWith(
                        "The data in " + home.postgres() + " was made by a newer Mini-Jenkin")
                .hasMessageContaining("'mini-jenkin up --begin-anew'");
        try (LocalPostgres postgres = LocalPostgres.start(home, 0)) {
            assertThat(targets(postgres)).containsExactly("kept");
        }
        try (var entries = Files.list(home.folder())) {
            assertThat(entries).noneMatch(path -> path.toString().contains("postgres-"));
        }
    }

    @Test
    void upSaysSoAndBeginsAnewOnlyWhereItIsTold() throws IOException, InterruptedException {
        leave(FIRST_IS_ANOTHER);
        List<String> up = List.of("up", "--headless", "--home", home.folder().toString());

        assertThat(end("refused", up))
                .containsExactly(
                        "Starting PostgreSQL, server and runner in " + home.folder(),
                        "mini-jenkin: The data in "
                                + home.postgres()
                                + " was made by another Mini-Jenkin, and its schema cannot become that"
                                + " of this version: begin anew with 'mini-jenkin up --begin-anew', which"
                                + " keeps the old data beside it, or choose another folder with --home");

        List<String> anew = new ArrayList<>(up);
        anew.add("--begin-anew");
        Path log = folder.resolve("anew");
        try (ChildProcess process = ChildProcess.start(log, TestProgram.get(), anew)) {
            Awaitility.await()
                    .atMost(Rows.PATIENCE)
                    .untilAsserted(() -> assertThat(log).content().contains("Ready after"));
            assertThat(process.isAlive()).isTrue();
        }
        assertThat(log)
                .content()
                .contains("Beginning anew; the old data is kept as " + beside("postgres-"));
    }

    @Test
    void whoeverComesToSuchADatabaseSaysSoInOneSentence() throws IOException, InterruptedException {
        try (TestDatabase test = TestDatabase.create()) {
            DatabaseConfiguration database = test.configuration();
            new Rows(database.dataSource()).execute(FIRST_IS_ANOTHER);
            for (String command : List.of("migrate", "server", "runner")) {
                List<String> arguments =
                        List.of(command, "--db", database.url(), "--db-user", database.user());

                assertThat(end(command, arguments))
                        .as(command)
                        .containsExactly(
                                "mini-jenkin: The schema of "
                                        + database.url()
                                        + " was made by another Mini-Jenkin and cannot become that of"
                                        + " this version: give it an empty database");
            }
        }
    }

    /// Data of this version, with one row of a person, and then changed.
    private void leave(String change) {
        try (LocalPostgres postgres = LocalData.open(home, "test", this::no)) {
            Rows rows = new Rows(postgres.configuration("test").dataSource());
            rows.execute(
                    "insert into outbox_targets (name, kind, url) values ('kept', 'webhook', 'http://x')");
            rows.execute(change);
        }
    }

    private static List<String> targets(LocalPostgres postgres) {
        return new Rows(postgres.configuration("test").dataSource())
                .texts("select name from outbox_targets");
    }

    private Path beside(String name) throws IOException {
        try (var entries = Files.list(home.folder())) {
            return entries.filter(path -> path.getFileName().toString().matches(name + "\\d.*"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /// What a command says until it ends, which is not well.
    private List<String> end(String name, List<String> arguments)
            throws IOException, InterruptedException {
        Path log = folder.resolve(name);
        try (ChildProcess process = ChildProcess.start(log, TestProgram.get(), arguments)) {
            assertThat(process.awaitEnd(Rows.PATIENCE)).isNotZero();
        }
        return Files.readAllLines(log);
    }

    private boolean yes(String misfit, Path kept) {
        asked.add(misfit);
        assertThat(kept).doesNotExist().hasParentRaw(home.folder());
        return true;
    }

    private boolean no(String misfit, Path kept) {
        asked.add(misfit);
        return false;
    }
}
