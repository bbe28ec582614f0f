package dev.minijenkin.cli.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.cli.PushedRepository;
import dev.minijenkin.cli.TestHome;
import dev.minijenkin.cli.TestProgram;
import dev.minijenkin.instance.ChildProcess;
import dev.minijenkin.instance.ThrowAwayInstance;
import dev.minijenkin.testing.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Runners come and go with the queue: the scale hook that is distributed, on this host.
@Order(1)
@Timeout(240)
class ScaledRunnersTest {
    private static final Path HOOK = Path.of("../packaging/scale/local-runners");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path folder;

    @Test
    void eachJobGetsARunnerThatGoesAgain() throws Exception {
        Path hook =
                Files.copy(
                        HOOK, folder.resolve("local-runners"), StandardCopyOption.COPY_ATTRIBUTES);
        // Before it is set up: what fails is told again.
        Files.writeString(folder.resolve("local-runners.conf"), "echo not yet; exit 1\n");
        try (ThrowAwayInstance instance =
                        ThrowAwayInstance.start(
                                TestHome.at(folder.resolve("home")),
                                TestProgram.get(),
                                List.of("--scale-command", hook.toString()));
                Rows rows = new Rows(instance.configuration().dataSource())) {
            await().atMost(PATIENCE)
                    .until(() ->
                            Files.readString(instance.log("server"))
                                    .contains("ended with 1: not yet"));
            setUp(instance);
            PushedRepository.create(instance, folder, "shop").push(threeJobs());

            assertThat(
                            rows.awaitText(
                                    "select conclusion from pipeline_runs where state = 'finished'"))
                    .isEqualTo("success");
            assertThat(rows.texts("select count(*) from claims group by runner_id"))
                    .as("each runner has carried out one job")
                    .containsExactly("1", "1", "1");
            assertThat(
                            rows.text(
                                    """
                                    select max((select count(*) from claims o
                                        where o.claimed_at <= c.claimed_at and o.released_at > c.claimed_at))
                                    from claims c
                                    """))
                    .as("so many at a time as it may start")
                    .isIn("1", "2");
            // One that was started for a job which another one took leaves as well.
            rows.awaitText(
                    "select 1 from runners having count(*) filter (where stopped_at is null) = 0");
            await().atMost(PATIENCE).until(() -> processes().isEmpty());
        }
    }

    @Test
    void theExitCodeSaysHowItLeft() throws Exception {
        try (ThrowAwayInstance instance =
                        ThrowAwayInstance.start(
                                TestHome.at(folder.resolve("home")), TestProgram.get());
                Rows rows = new Rows(instance.configuration().dataSource())) {
            assertThat(end(instance, "bored", "--ephemeral", "--idle-timeout", "1"))
                    .isEqualTo(RunnerCommand.HAD_NOTHING);
            PushedRepository.create(instance, folder, "shop")
                    .push(
                            """
                            on: push
                            jobs:
                              fails:
                                runs-on: linux
                                steps:
                                  - run: exit 1
                            """);
            rows.awaitText("select 1 from queue");
            assertThat(end(instance, "busy", "--ephemeral")).isZero();
            assertThat(
                            rows.awaitText(
                                    "select conclusion from pipeline_runs where state = 'finished'"))
                    .isEqualTo("failure");
            assertThat(end(instance, "wrong", "--ephemeral", "--jobs", "3")).isEqualTo(1);
            assertThat(rows.texts("select name from runners where stopped_at is null")).isEmpty();
        }
    }

    private static int end(ThrowAwayInstance instance, String name, String... options)
            throws InterruptedException {
        try (ChildProcess runner =
                instance.startRunner(
                        name,
                        instance.configuration().url(),
                        TestProgram.get(),
                        List.of(options))) {
            return runner.awaitEnd(PATIENCE);
        }
    }

    private void setUp(ThrowAwayInstance instance) throws IOException {
        Path program = folder.resolve("mini-jenkin");
        Files.writeString(
                program,
                "#!/bin/sh\nexec %s \"$@\"\n"
                        .formatted(
                                TestProgram.get().words().stream()
                                        .map(ScaledRunnersTest::quoted)
                                        .collect(Collectors.joining(" "))));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Path login = folder.resolve("login.env");
        Files.writeString(
                login,
                instance.runnerVariables().entrySet().stream()
                        .map(each -> each.getKey() + "=" + quoted(each.getValue()))
                        .collect(Collectors.joining("\n")));
        Path settings = folder.resolve("settings");
        Files.writeString(
                settings,
                "login=%s program=%s folder=%s labels=linux most=2 idle=3\n"
                        .formatted(login, program, folder.resolve("scaled")));
        Files.move(
                settings,
                folder.resolve("local-runners.conf"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /// Of its runners that live.
    private List<Long> processes() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("scaled"))) {
            return files.filter(file -> file.toString().endsWith(".pid"))
                    .map(file -> {
                        try {
                            return Long.parseLong(Files.readString(file).strip());
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .filter(pid -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent())
                    .toList();
        }
    }

    private static String threeJobs() {
        return """
        on: push
        jobs:
          build:
            runs-on: linux
            strategy:
              matrix:
                part: [1, 2, 3]
            steps:
              - run: sleep 5; echo ${{ matrix.part }}
        """;
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
