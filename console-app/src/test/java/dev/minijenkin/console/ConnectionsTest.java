package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.PasswordRule;
import dev.minijenkin.db.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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
import org.testfx.api.FxRobot;

/// How a person gets to a database, and what they are told where they do not.
class ConnectionsTest {
    private static final Pattern URL =
            Pattern.compile("jdbc:postgresql://([^:/]+):([0-9]+)/([^?]+).*");

    private final FxRobot robot = new FxRobot();
    @TempDir Path folder;
    private Path profiles;
    private TestDatabase database;
    private String host;
    private String port;
    private String name;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.create();
        profiles = folder.resolve("connections.json");
        Matcher url = URL.matcher(database.configuration().url());
        assertThat(url.matches()).isTrue();
        host = url.group(1);
        port = url.group(2);
        name = url.group(3);
        execute("create role connects_ana login password 'right' in role mj_operator");
        execute("create role connects_stranger login");
    }

    @AfterEach
    void close() throws SQLException {
        execute("drop role connects_ana");
        execute("drop role connects_stranger");
        database.close();
    }

    @Test
    void theTestButtonSaysInOneSentenceWhatIsWrong()
            throws TimeoutException, IOException, SQLException {
        try (Stand stand = Stand.open(nothingGiven())) {
            stand.await("Connect to a database");
            stand.screenshotInBothLooks("start");
            fill(stand, "Host", host);
            fill(stand, "Port", port);
            fill(stand, "Database", name);
            fill(stand, "Role", "connects_ana");

            tested(stand, "All is well: connects_ana may look at " + name + ".");
            try (PasswordRule _ = PasswordRule.of(database.configuration(), "connects_ana")) {
                tested(stand, "The server asks for the password of connects_ana: fill it in.");
                fill(stand, "Password", "wrong");
                tested(
                        stand,
                        "The password is wrong, or there is no role connects_ana on the server.");
                fill(stand, "Password", "right");
                tested(stand, "All is well: connects_ana may look at " + name + ".");
            }
            fill(stand, "Database", "no_such_place");
            tested(stand, "The server answers, but database \"no_such_place\" does not exist.");
            fill(stand, "Database", name);
            fill(stand, "Role", "connects_stranger");
            tested(
                    stand,
                    "The role connects_stranger may not look here: ask for membership of mj_viewer or"
                            + " mj_operator.");
            fill(stand, "Role", "connects_ana");
            execute(
                    "insert into flyway_schema_history select 9999, '9999', description, type,"
                            + " 'V9999__later.sql', 1, installed_by, installed_on, execution_time,"
                            + " success from flyway_schema_history where installed_rank = 1");
            tested(
                    stand,
                    "The schema of "
                            + name
                            + " is too new for this console: install the newer Mini-Jenkin.");
            execute(
                    "delete from flyway_schema_history where installed_rank in (9999, (select"
                            + " max(installed_rank) from flyway_schema_history where"
                            + " installed_rank < 9999))");
            tested(
                    stand,
                    "The schema of "
                            + name
                            + " is too old for this console: run 'mini-jenkin migrate' of this"
                            + " version on it.");
            execute("update flyway_schema_history set checksum = 7 where version = '1'");
            tested(
                    stand,
                    "The schema of "
                            + name
                            + " was made by another Mini-Jenkin and cannot become that of this"
                            + " console: choose another database.");
            int free = freePort();
            fill(stand, "Port", Integer.toString(free));
            press(stand, "Test");
            stand.awaitPart("Nothing answers at " + host + ":" + free + ": ");
            fill(stand, "Port", "many");
            tested(stand, "The port is a number from 1 to 65535.");
            stand.screenshotInBothLooks("start-wrong");
        }
    }

    @Test
    void aConnectionIsAddedSwitchedToAndRemoved() throws TimeoutException, IOException {
        try (Stand stand = Stand.open(nothingGiven())) {
            stand.await("Connect to a database");
            fill(stand, "Name", "shop");
            fill(stand, "Host", host);
            fill(stand, "Port", port);
            fill(stand, "Database", name);
            fill(stand, "Role", "connects_ana");
            fill(stand, "Password", "hunter2");
            press(stand, "Connect");
            stand.await("mj_operator");
            stand.await("shop");
            assertThat(Files.readString(profiles)).contains("\"shop\"").doesNotContain("hunter2");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(profiles)))
                    .isEqualTo("rw-------");

            press(stand, ".button.connection", "");
            stand.await("Connections");
            stand.screenshotInBothLooks("connections");
            robot.push(KeyCode.ESCAPE);
            press(stand, ".button.connection", "");
            press(stand, "Add a connection…");
            fill(stand, "Name", "shop as owner");
            fill(stand, "Host", host);
            fill(stand, "Port", port);
            fill(stand, "Database", name);
            fill(stand, "Role", "postgres");
            press(stand, "Connect");
            stand.await("mj_owner");

            press(stand, ".button.connection", "");
            stand.await(name + " on " + host + ":" + port + " as connects_ana");
            robot.push(KeyCode.DOWN);
            robot.push(KeyCode.ENTER);
            stand.await("mj_operator");

            press(stand, ".button.connection", "");
            stand.await(name + " on " + host + ":" + port + " as postgres");
            robot.push(KeyCode.DOWN);
            robot.push(KeyCode.E);
            stand.await("Remove");
            stand.screenshotInBothLooks("connection-edit");
            press(stand, "Remove");
            stand.awaitThat(
                    "the file has one connection less",
                    () -> !Files.readString(profiles).contains("shop as owner"));
        }
        try (Stand again = Stand.open(nothingGiven())) {
            again.await("mj_operator");
        }
    }

    @Test
    void aGivenConnectionThatFailsIsExplainedAndCatchesUp()
            throws TimeoutException, IOException, SQLException {
        executeElsewhere("alter database " + name + " allow_connections false");
        try (Stand stand = Stand.open(given(database.configuration()))) {
            stand.awaitPart("The server answers but does not let you in");
            executeElsewhere("alter database " + name + " allow_connections true");
        }
        int free = freePort();
        DatabaseConfiguration away =
                DatabaseConfiguration.of(
                        "postgresql://127.0.0.1:" + free + "/shop", "ana", "", "test");
        try (Stand stand = Stand.open(given(away))) {
            stand.awaitPart("Nothing answers at 127.0.0.1:" + free);
            stand.awaitThat(
                    "the address is in the form",
                    () ->
                            stand.console().scene().getRoot().lookupAll(".text-field").stream()
                                    .anyMatch(node ->
                                            ((TextField) node)
                                                    .getText()
                                                    .equals(Integer.toString(free))));
            stand.screenshotInBothLooks("start-unreachable");
        }
        try (Stand stand = Stand.open(given(database.configuration("connects_stranger")))) {
            stand.awaitPart("The role connects_stranger may not look here");
        }
    }

    @Test
    void aLocalInstanceIsStartedFromTheStartScreen() throws TimeoutException {
        AtomicBoolean inUse = new AtomicBoolean(true);
        Console.Settings settings =
                new Console.Settings(
                        Optional.empty(),
                        profiles,
                        Map.of(),
                        Optional.of(() -> {
                            if (inUse.getAndSet(false)) {
                                throw new IllegalStateException("The folder is in use");
                            }
                            return database.configuration();
                        }));
        try (Stand stand = Stand.open(settings)) {
            press(stand, "Start a local instance");
            stand.await("The folder is in use");
            press(stand, "Start a local instance");
            stand.await("local instance");
            stand.await("mj_owner");
        }
    }

    private Console.Settings nothingGiven() {
        return new Console.Settings(Optional.empty(), profiles, Map.of(), Optional.empty());
    }

    private Console.Settings given(DatabaseConfiguration configuration) {
        return new Console.Settings(
                Optional.of(configuration), profiles, Map.of(), Optional.empty());
    }

    private static void tested(Stand stand, String sentence) {
        press(stand, "Test");
        stand.await(sentence);
    }

    private static void fill(Stand stand, String label, String text) {
        Stand.onFx(() -> {
            VBox field =
                    (VBox)
                            stand.console().scene().getRoot().lookupAll(".field-label").stream()
                                    .filter(node -> ((Label) node).getText().equals(label))
                                    .findFirst()
                                    .orElseThrow()
                                    .getParent();
            ((TextField) field.getChildren().getLast()).setText(text);
            return true;
        });
    }

    private static void press(Stand stand, String text) {
        press(stand, ".button", text);
    }

    private static void press(Stand stand, String selector, String text) {
        stand.awaitThat(
                "a button " + selector + " " + text,
                () ->
                        stand.console().scene().getRoot().lookupAll(selector).stream()
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

    private void execute(String sql) throws SQLException {
        execute(database.configuration(), sql);
    }

    private void executeElsewhere(String sql) throws SQLException {
        DatabaseConfiguration here = database.configuration();
        execute(
                DatabaseConfiguration.of(
                        here.url().replace("/" + name, "/postgres"), here.user(), "", "test"),
                sql);
    }

    private static void execute(DatabaseConfiguration where, String sql) throws SQLException {
        try (Connection connection = where.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
