package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.connection.Profile;
import dev.minijenkin.console.connection.ProfileFile;
import dev.minijenkin.console.sample.Hand;
import dev.minijenkin.console.theme.Theme;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.PasswordRule;
import dev.minijenkin.db.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How a person gets to a database, and what they are told where they do not.
class ConnectionsTest {
    private static final Pattern URL =
            Pattern.compile("jdbc:postgresql://([^:/]+):([0-9]+)/([^?]+).*");

    private final Hand robot = new Hand();
    @TempDir Path folder;
    private Path profiles;
    private TestDatabase database;
    private PlainSql sql;
    private String host;
    private String port;
    private String name;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.create();
        sql = PlainSql.on(database);
        profiles = folder.resolve("connections.json");
        Matcher url = URL.matcher(database.configuration().url());
        assertThat(url.matches()).isTrue();
        host = url.group(1);
        port = url.group(2);
        name = url.group(3);
        sql.execute("create role connects_ana login password 'right' in role mj_operator");
        sql.execute("create role connects_stranger login");
    }

    @AfterEach
    void close() throws SQLException {
        sql.execute("drop role connects_ana");
        sql.execute("drop role connects_stranger");
        database.close();
    }

    @Test
    void theTestButtonSaysInOneSentenceWhatIsWrong()
            throws TimeoutException, IOException, SQLException {
        try (ConsoleBench bench = ConsoleBench.open(nothingGiven())) {
            bench.await("Connect to a database");
            bench.screenshotInBothLooks("start");
            fill(bench, "Host", host);
            fill(bench, "Port", port);
            fill(bench, "Database", name);
            fill(bench, "Role", "connects_ana");

            tested(bench, "All is well: connects_ana may look at " + name + ".");
            try (PasswordRule _ = PasswordRule.of(database.configuration(), "connects_ana")) {
                tested(bench, "The server asks for the password of connects_ana: fill it in.");
                fill(bench, "Password", "wrong");
                tested(
                        bench,
                        "The password is wrong, or there is no role connects_ana on the server.");
                fill(bench, "Password", "right");
                tested(bench, "All is well: connects_ana may look at " + name + ".");
            }
            fill(bench, "Database", "no_such_place");
            tested(bench, "The server answers, but database \"no_such_place\" does not exist.");
            fill(bench, "Database", name);
            fill(bench, "Role", "connects_stranger");
            tested(
                    bench,
                    "The role connects_stranger may not look here: ask for membership of mj_viewer or"
                            + " mj_operator.");
            fill(bench, "Role", "connects_ana");
            sql.execute(
                    "insert into flyway_schema_history select 9999, '9999', 'contract', type,"
                            + " 'V9999__contract.sql', 1, installed_by, installed_on, execution_time,"
                            + " success from flyway_schema_history where installed_rank = 1");
            tested(
                    bench,
                    "The schema of "
                            + name
                            + " is too new for this console: install the newer Mini-Jenkin.");
            sql.execute(
                    "delete from flyway_schema_history where installed_rank in (9999, (select"
                            + " max(installed_rank) from flyway_schema_history where"
                            + " installed_rank < 9999))");
            tested(
                    bench,
                    "The schema of "
                            + name
                            + " is too old for this console: run 'mini-jenkin migrate' of this"
                            + " version on it.");
            sql.execute("update flyway_schema_history set checksum = 7 where version = '1'");
            tested(
                    bench,
                    "The schema of "
                            + name
                            + " was made by another Mini-Jenkin and cannot become that of this"
                            + " console: choose another database.");
            int free = freePort();
            fill(bench, "Port", Integer.toString(free));
            press(bench, "Test");
            bench.awaitPart("Nothing answers at " + host + ":" + free + ": ");
            fill(bench, "Port", "many");
            tested(bench, "The port is a number from 1 to 65535.");
            bench.screenshotInBothLooks("start-wrong");
        }
    }

    @Test
    void aConnectionIsAddedSwitchedToAndRemoved() throws TimeoutException, IOException {
        try (ConsoleBench bench = ConsoleBench.open(nothingGiven())) {
            bench.await("Connect to a database");
            fill(bench, "Name", "shop");
            fill(bench, "Host", host);
            fill(bench, "Port", port);
            fill(bench, "Database", name);
            fill(bench, "Role", "connects_ana");
            fill(bench, "Password", "hunter2");
            press(bench, "Connect");
            bench.await("mj_operator");
            bench.await("shop");
            assertThat(Files.readString(profiles)).contains("\"shop\"").doesNotContain("hunter2");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(profiles)))
                    .isEqualTo("rw-------");

            press(bench, ".button.connection", "");
            bench.await("Connections");
            bench.screenshotInBothLooks("connections");
            robot.push(KeyCode.ESCAPE);
            press(bench, ".button.connection", "");
            press(bench, "Add a connection…");
            fill(bench, "Name", "shop as owner");
            fill(bench, "Host", host);
            fill(bench, "Port", port);
            fill(bench, "Database", name);
            fill(bench, "Role", "postgres");
            press(bench, "Connect");
            bench.await("mj_owner");

            press(bench, ".button.connection", "");
            bench.await(name + " on " + host + ":" + port + " as connects_ana");
            robot.push(KeyCode.DOWN);
            robot.push(KeyCode.ENTER);
            bench.await("mj_operator");

            press(bench, ".button.connection", "");
            bench.await(name + " on " + host + ":" + port + " as postgres");
            robot.push(KeyCode.DOWN);
            robot.push(KeyCode.E);
            bench.await("Remove");
            bench.screenshotInBothLooks("connection-edit");
            press(bench, "Remove");
            bench.awaitThat(
                    "the file has one connection less",
                    () -> !Files.readString(profiles).contains("shop as owner"));
        }
        try (ConsoleBench again = ConsoleBench.open(nothingGiven())) {
            again.await("mj_operator");
        }
    }

    @Test
    void theOneThatIsWantedByItsNameIsOpenedAndFirstFromThenOn()
            throws TimeoutException, IOException {
        Files.writeString(
                profiles,
                """
                {"connections": [
                  {"name": "shop", "host": "%1$s", "port": %2$s, "database": "%3$s", "user": "connects_ana"},
                  {"name": "shop as owner", "host": "%1$s", "port": %2$s, "database": "%3$s", "user": "postgres"}
                ]}\
                """
                        .formatted(host, port, name));
        Profile owner = ProfileFile.in(folder).find("shop as owner");
        try (ConsoleBench bench = ConsoleBench.open(nothingGiven(Optional.of(owner)))) {
            bench.await("mj_owner");
            bench.awaitThat(
                    "it is the first one",
                    () -> Files.readString(profiles).indexOf("shop as owner") < 60);
        }
        try (ConsoleBench again = ConsoleBench.open(nothingGiven())) {
            again.await("mj_owner");
        }
    }

    @Test
    void aGivenConnectionThatFailsIsExplainedAndCatchesUp()
            throws TimeoutException, IOException, SQLException {
        sql.elsewhere().execute("alter database " + name + " allow_connections false");
        try (ConsoleBench bench = ConsoleBench.open(given(database.configuration()))) {
            bench.awaitPart("The server answers but does not let you in");
            sql.elsewhere().execute("alter database " + name + " allow_connections true");
        }
        int free = freePort();
        DatabaseConfiguration away =
                DatabaseConfiguration.of(
                        "postgresql://127.0.0.1:" + free + "/shop", "ana", "", "test");
        try (ConsoleBench bench = ConsoleBench.open(given(away))) {
            bench.awaitPart("Nothing answers at 127.0.0.1:" + free);
            bench.awaitThat(
                    "the address is in the form",
                    () ->
                            bench.console().scene().getRoot().lookupAll(".text-field").stream()
                                    .anyMatch(node ->
                                            ((TextField) node)
                                                    .getText()
                                                    .equals(Integer.toString(free))));
            bench.screenshotInBothLooks("start-unreachable");
        }
        try (ConsoleBench bench =
                ConsoleBench.open(given(database.configuration("connects_stranger")))) {
            bench.awaitPart("The role connects_stranger may not look here");
        }
    }

    @Test
    void aLocalInstanceIsStartedFromTheStartScreen() throws TimeoutException {
        AtomicBoolean inUse = new AtomicBoolean(true);
        Console.Settings settings =
                new Console.Settings(
                        Optional.empty(),
                        Optional.empty(),
                        folder,
                        Map.of(),
                        Optional.of(() -> {
                            if (inUse.getAndSet(false)) {
                                throw new IllegalStateException("The folder is in use");
                            }
                            return database.configuration();
                        }),
                        Optional.empty());
        try (ConsoleBench bench = ConsoleBench.open(settings)) {
            press(bench, "Start a local instance");
            bench.await("The folder is in use");
            press(bench, "Start a local instance");
            bench.await("local instance");
            bench.await("mj_owner");
        }
    }

    @Test
    void whoComesBackFindsTheWindowAsItWasLeft() throws TimeoutException {
        Console.Settings settings = given(database.configuration());
        try (ConsoleBench bench = ConsoleBench.open(settings)) {
            bench.wear(Theme.LIGHT);
            bench.resize(1234, 777, 1.3);
        }
        try (ConsoleBench bench = ConsoleBench.open(settings)) {
            assertThat(ConsoleBench.onFx(() -> bench.console().themes().themeProperty().get()))
                    .isEqualTo(Theme.LIGHT);
            assertThat(ConsoleBench.onFx(() -> bench.console().zoom().factor())).isEqualTo(1.3);
            bench.awaitThat("as wide", () -> bench.console().scene().getWidth() == 1234);
            bench.awaitThat("as high", () -> bench.console().scene().getHeight() == 777);
        }
    }

    private Console.Settings nothingGiven() {
        return nothingGiven(Optional.empty());
    }

    private Console.Settings nothingGiven(Optional<Profile> profile) {
        return new Console.Settings(
                Optional.empty(), profile, folder, Map.of(), Optional.empty(), Optional.empty());
    }

    private Console.Settings given(DatabaseConfiguration configuration) {
        return new Console.Settings(
                Optional.of(configuration),
                Optional.empty(),
                folder,
                Map.of(),
                Optional.empty(),
                Optional.empty());
    }

    private static void tested(ConsoleBench bench, String sentence) {
        press(bench, "Test");
        bench.await(sentence);
    }

    private static void fill(ConsoleBench bench, String label, String text) {
        ConsoleBench.onFx(() -> {
            VBox field =
                    (VBox)
                            bench.console().scene().getRoot().lookupAll(".field-label").stream()
                                    .filter(node -> ((Label) node).getText().equals(label))
                                    .findFirst()
                                    .orElseThrow()
                                    .getParent();
            ((TextField) field.getChildren().getLast()).setText(text);
            return true;
        });
    }

    private static void press(ConsoleBench bench, String text) {
        press(bench, ".button", text);
    }

    private static void press(ConsoleBench bench, String selector, String text) {
        bench.awaitThat(
                "a button " + selector + " " + text,
                () ->
                        bench.console().scene().getRoot().lookupAll(selector).stream()
                                .map(Button.class::cast)
                                .filter(button -> text.isEmpty() || text.equals(button.getText()))
                                .peek(Button::fire)
                                .findFirst()
                                .isPresent());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
