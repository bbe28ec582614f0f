package dev.minijenkin.cli.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.cli.OptionDefaults;
import dev.minijenkin.cli.TestProgram;
import dev.minijenkin.instance.ChildProcess;
import dev.minijenkin.instance.Program;
import dev.minijenkin.testing.Rows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `mini-jenkin up` as a newcomer starts and stops it.
class UpCommandTest {
    private static final Program PROGRAM = TestProgram.get();

    @TempDir private Path folder;

    @Test
    void theDemoTurnsGreenAndNothingStaysBehind() throws IOException, InterruptedException {
        Path home = folder.resolve("home");
        Path log = folder.resolve("up.log");
        List<ProcessHandle> descendants;
        try (ChildProcess up =
                ChildProcess.start(
                        log,
                        PROGRAM,
                        List.of("up", "--demo", "--headless", "--home", home.toString()))) {
            awaitLine(log, "is green");
            descendants = ProcessHandle.of(up.pid()).orElseThrow().descendants().toList();
            OptionDefaults beside = new OptionDefaults(Map.of("MINI_JENKIN_HOME", home.toString()));
            assertThat(beside.value("db")).get().asString().startsWith("jdbc:postgresql://");
            assertThat(log)
                    .as("a hook that is set up beside it calls this server, whatever its port is")
                    .content()
                    .contains(beside.value("server").orElseThrow());
            assertThat(home.resolve("keys"))
                    .isDirectoryContaining("glob:**/runner-*.key")
                    .isDirectoryContaining("glob:**/server-*.key");

            ChildProcess second =
                    ChildProcess.start(
                            folder.resolve("second.log"),
                            PROGRAM,
                            List.of("up", "--headless", "--home", home.toString()));
            assertThat(second.awaitEnd(Rows.PATIENCE)).isNotZero();
            assertThat(folder.resolve("second.log")).content().contains("already runs in");
        }

        assertThat(log).content().contains("Stopped. Everything is kept in");
        assertThat(home.resolve("instance.properties")).doesNotExist();
        assertThat(home.resolve("postgres/postmaster.pid")).doesNotExist();
        assertThat(descendants).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void whatItKnewIsThereAfterAKillAndANewStart() throws IOException, InterruptedException {
        Path home = folder.resolve("home");
        List<String> arguments = List.of("up", "--demo", "--headless", "--home", home.toString());
        Path first = folder.resolve("first.log");
        try (ChildProcess up = ChildProcess.start(first, PROGRAM, arguments)) {
            awaitLine(first, "Run 1 of demo/hello");
            up.kill();
        }

        Path second = folder.resolve("second.log");
        try (ChildProcess up = ChildProcess.start(second, PROGRAM, arguments)) {
            awaitLine(second, "Run 2 of demo/hello");
            assertThat(up.isAlive()).isTrue();
            assertThat(second).content().contains("is green");
        }
    }

    private static void awaitLine(Path log, String text) {
        Awaitility.await(text)
                .atMost(Rows.PATIENCE)
                .untilAsserted(() -> assertThat(log).content().contains(text));
    }
}
