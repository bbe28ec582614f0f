package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.memory.Memory;
import dev.minijenkin.console.sample.Hand;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the bell tells, and the desktop.
class BellTest {
    private final Hand robot = new Hand();
    @TempDir private Path folder;
    private TestDatabase database;
    private PlainSql sql;
    private Path told;

    @BeforeEach
    void fill() throws SQLException, IOException {
        database = TestDatabase.create();
        sql = PlainSql.on(database);
        try (ShopData shop = new ShopData(database.configuration())) {
            shop.month();
            shop.troubles();
            shop.runs().others();
            shop.runs().deploys();
        }
        told = folder.resolve("told");
        Files.createFile(told);
        Path program = Files.createDirectories(folder.resolve("bin")).resolve("notify-send");
        Files.writeString(program, "#!/bin/sh\nprintf '%s|' \"$@\" >> '" + told + "'\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatHappenedMeanwhileIsToldAndReadOnce() throws IOException, TimeoutException {
        awayFor(Duration.ofHours(3), "shop-web / ci", "shop-api / ci");
        try (ConsoleBench bench = open()) {
            bench.awaitThat("there is something to read", () -> bell(bench).isVisible());
            robot.push(KeyCode.CONTROL, KeyCode.B);
            bench.await("While you were away");
            bench.await("Needs you");
            bench.await("You watch");
            bench.awaitPart("more passed: shop-");
            bench.awaitPart(" asks for ");
            bench.awaitPart("runs ended: ");
            assertThat(((Label) bell(bench)).getText())
                    .as("its number is of what needs this person")
                    .isEqualTo(bench.texts(".news-count").getFirst());
            bench.screenshotsOfAllSizes("bell");
            bench.fire("Mark read");
            bench.awaitThat("nothing is left to read", () -> !bell(bench).isVisible());
            robot.push(KeyCode.CONTROL, KeyCode.B);
            bench.await("No run ended since then.");
            bench.screenshotInBothLooks("bell-empty");
        }
        try (ConsoleBench bench = open()) {
            bench.await("live");
            robot.push(KeyCode.CONTROL, KeyCode.B);
            bench.await("No run ended since then.");
        }
    }

    @Test
    void theRunThatEndsWhileOneLooksOnIsToldByTheDesktop()
            throws IOException, TimeoutException, SQLException {
        awayFor(Duration.ofMinutes(1));
        try (ConsoleBench bench = open()) {
            bench.await("live");
            long run =
                    Long.parseLong(
                            sql.rows(
                                            "select id from pipeline_runs where title = 'Hold stock while paying'"
                                                    + " and finished_at is null")
                                    .getFirst());
            bench.go(new Place.RunPlace(new RunId(run)));
            bench.awaitPart("jobs ended");
            robot.push(KeyCode.M);
            bench.await("You watch shop-api / ci: the bell tells when its runs end");
            String before = Files.readString(told);
            sql.execute(
                    "update pipeline_runs set title = '-i <b>& co', state = 'finished', conclusion = 'success',"
                            + " finished_at = now() where id = "
                            + run
                            + "; select pg_notify('mj_run', '"
                            + run
                            + "')");
            bench.awaitThat(
                    "the desktop is told",
                    () -> Files.readString(told).contains("shop-api / ci #3071 "));
            assertThat(Files.readString(told).substring(before.length()))
                    .startsWith("--app-name=Mini-Jenkin|--|shop-api / ci #3071 passed|")
                    .contains("-i &lt;b&gt;&amp; co");
            robot.push(KeyCode.CONTROL, KeyCode.B);
            bench.await("shop-api / ci #3071 passed");
            robot.push(KeyCode.ESCAPE);
            robot.push(KeyCode.M);
            bench.await("You watch shop-api / ci no more");
        }
        assertThat(memory().now().watching().pipelines()).isEmpty();
    }

    @Test
    void onesNamesInGitAreKept() throws IOException, TimeoutException {
        awayFor(Duration.ofHours(2), "shop-web / ci");
        try (ConsoleBench bench = open()) {
            bench.await("live");
            robot.push(KeyCode.CONTROL, KeyCode.B);
            bench.await("While you were away");
            Button settings = bench.find(".news-head .bare", Button.class);
            ConsoleBench.onFx(() -> {
                settings.fire();
                return true;
            });
            bench.await("What you watch");
            bench.await("shop-web / ci");
            bench.screenshotInBothLooks("bell-watch");
            TextField names = bench.find(".dialog-box .text-field", TextField.class);
            ConsoleBench.onFx(() -> {
                names.setText("mei, Mei Lin");
                return true;
            });
            bench.fire("Done");
            bench.settled(scene -> true);
        }
        assertThat(memory().now().watching().names()).containsExactly("mei", "Mei Lin");
    }

    private ConsoleBench open() throws TimeoutException {
        return ConsoleBench.open(
                new Console.Settings(
                        Optional.of(database.configuration()),
                        Optional.empty(),
                        folder,
                        Map.of("PATH", folder.resolve("bin").toString()),
                        Optional.empty(),
                        Optional.empty()));
    }

    /// The person read all before this, and watches these.
    private void awayFor(Duration time, String... pipelines) {
        String name = database.configuration().url().replaceFirst("[?].*$", "");
        memory().changeAtOnce(known -> {
            var watching =
                    known.watching().readUntil(name, Instant.now().minus(time).toEpochMilli());
            for (String pipeline : List.of(pipelines)) {
                watching = watching.toggled(pipeline);
            }
            return known.withTheme("DARK").withWatching(watching.withNames(Set.of()));
        });
    }

    private Memory memory() {
        return Memory.in(folder, Runnable::run);
    }

    private static Node bell(ConsoleBench bench) {
        return bench.console().scene().getRoot().lookup(".bell-count");
    }
}
