package dev.minijenkin.cli.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.cli.TestProgram;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.instance.ConsoleProcess;
import dev.minijenkin.testing.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a desktop does with a link: it starts the console again, as a process of its own.
class ConsoleLinksTest {
    @TempDir private Path folder;
    private TestDatabase database;
    private String link;

    @BeforeEach
    void aJob() {
        database = TestDatabase.create();
        try (Database open = database.open(HintSink.NONE)) {
            link =
                    open.transaction(tx -> {
                        Run run =
                                SampleData.queuedRun(
                                        tx, SampleData.repository(tx, "shop"), "build");
                        JobId job = SampleData.jobOf(tx, run, "build");
                        return "mini-jenkin://run/%d/job/%d"
                                .formatted(run.id().value(), job.value());
                    });
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aLinkGoesToTheConsoleThatIsOpenAndElsewhereOpensOne()
            throws IOException, InterruptedException {
        Path said = folder.resolve("open.txt");
        ProcessBuilder builder =
                ConsoleProcess.of(TestProgram.get(), database.configuration(), folder, true);
        Process open = started(builder, said);
        try {
            awaitWords(said, "First rows painted");
            assertThat(Files.readString(said)).doesNotContain("The log is there");

            assertThat(opened(link)).as("it is handed over").isZero();
            awaitWords(said, "The log is there");

            assertThat(opened("mini-jenkin://nowhere/42")).as("no place").isNotZero();
            assertThat(Files.readString(folder.resolve("link.txt")))
                    .contains("is no link to a place");
            assertThat(open.isAlive()).isTrue();
        } finally {
            open.destroy();
            assertThat(open.waitFor(Rows.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
        // It would open one itself, if there were a display.
        assertThat(opened(link)).as("none is open").isNotZero();
        assertThat(Files.readString(folder.resolve("link.txt"))).contains("There is no display");
    }

    /// As the desktop starts it.
    ///
    /// @return how it ended
    private int opened(String link) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(TestProgram.get().words());
        command.addAll(List.of("console", "--link", link));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("MINI_JENKIN_") || name.endsWith("DISPLAY"));
        Process process = started(builder, folder.resolve("link.txt"));
        try {
            assertThat(process.waitFor(Rows.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private Process started(ProcessBuilder builder, Path said) throws IOException {
        builder.environment().put("XDG_CONFIG_HOME", folder.resolve("person").toString());
        return builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    }

    private static void awaitWords(Path said, String words) {
        Awaitility.await(words)
                .atMost(Rows.PATIENCE)
                .until(() -> Files.readString(said).contains(words));
    }
}
