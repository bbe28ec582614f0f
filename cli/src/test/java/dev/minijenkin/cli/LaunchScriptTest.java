package dev.minijenkin.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launch script, with a JVM that only tells what it was given.
class LaunchScriptTest {
    private static final String JAVA =
            """
            #!/bin/sh
            if [ "$1" = -version ]; then
                echo 'openjdk version "25"' >&2
                exit
            fi
            env
            printf 'argument: %s\n' "$@"
            locale charmap 2>/dev/null
            [ -z "$MINI_JENKIN_DB_PASSWORD_FD" ] || sed 's/^/password came: /' <&9
            [ -z "$MINI_JENKIN_RUNNER_KEY_FD" ] || sed 's/^/key of runners came: /' <&8
            [ -z "$MINI_JENKIN_SERVER_KEY_FD" ] || sed 's/^/key of servers came: /' <&7
            """;

    @TempDir private Path folder;

    @BeforeEach
    void build() throws IOException {
        Path jdk = Files.createDirectories(folder.resolve("jdk/bin"));
        Path source = Files.createDirectories(folder.resolve("source/cli/target/mini-jenkin"));
        Files.createFile(source.resolve("built"));
        Files.copy(
                Path.of("..", "mini-jenkin").toAbsolutePath().normalize(),
                folder.resolve("source/mini-jenkin"));
        for (String program : List.of("java", "javac")) {
            Path file = Files.writeString(jdk.resolve(program), JAVA);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void theJvmGetsALocaleThatHoldsEveryLanguage() throws Exception {
        assumeThat(output(List.of("sh", "-c", "LC_ALL=C.UTF-8 locale charmap"), Map.of()))
                .as("this host has the usual locale")
                .contains("UTF-8");

        for (Map<String, String> locale :
                List.of(
                        Map.<String, String>of(),
                        Map.of("LANG", "C"),
                        Map.of("LC_ALL", "POSIX"),
                        Map.of("LANG", "xx_XX.UTF-8"),
                        Map.of("LC_CTYPE", "C", "LANG", "C.UTF-8"))) {
            assertThat(launch(locale, "runner"))
                    .as(locale.toString())
                    .contains("UTF-8", "LC_ALL=C.UTF-8")
                    .contains("MINI_JENKIN_HOST_LC_ALL=" + locale.getOrDefault("LC_ALL", ""))
                    .anyMatch(line -> line.startsWith("PATH=/"));
        }
        assertThat(launch(Map.of("LANG", "C.UTF-8"), "runner"))
                .contains("LANG=C.UTF-8")
                .noneMatch(line -> line.contains("LC_ALL"));
    }

    @Test
    void noPasswordStandsInTheEnvironmentOfAProcessThatRunsJobs() throws Exception {
        for (String variable : List.of("MINI_JENKIN_DB_PASSWORD", "POSTGRES_PASSWORD")) {
            assertThat(launch(Map.of(variable, "s3 cret"), "runner"))
                    .contains("password came: s3 cret")
                    .noneMatch(line -> line.contains(variable + "="));
        }
        assertThat(launch(Map.of("MINI_JENKIN_DB_PASSWORD", "s3 cret"), "console"))
                .contains("MINI_JENKIN_DB_PASSWORD=s3 cret");
        assertThat(launch(Map.of(), "runner")).noneMatch(line -> line.contains("password"));
    }

    @Test
    void noPrivateKeyStandsInTheEnvironmentOfAProcess() throws Exception {
        List<String> lines =
                launch(
                        Map.of(
                                "MINI_JENKIN_RUNNER_KEY",
                                "one\ntwo",
                                "MINI_JENKIN_SERVER_KEY",
                                "x y"),
                        "runner");

        assertThat(lines)
                .contains("key of runners came: one", "key of runners came: two")
                .contains("key of servers came: x y")
                .noneMatch(line -> line.contains("_KEY="));
        assertThat(launch(Map.of(), "server")).noneMatch(line -> line.contains("key of"));
    }

    @Test
    void classesComeFromOneArchiveForAllShortCommandsAndNotFromAPoorOne() throws Exception {
        Path archives = folder.resolve("source/cli/target/mini-jenkin");
        Path archive = Files.createFile(archives.resolve("classes-command.jsa"));

        assertThat(launch(Map.of(), "../../anything"))
                .contains("argument: -XX:SharedArchiveFile=" + archive);
        assertThat(launch(Map.of(), "server"))
                .contains(
                        "argument: -XX:SharedArchiveFile="
                                + archives.resolve("classes-server.jsa"));
        assertThat(archive).exists();

        new ClassArchive(Optional.of(archive)).ends(0, "runs", "--help");
        launch(Map.of(), "server");
        assertThat(archive).exists();
        launch(Map.of(), "runs");
        assertThat(archives).isDirectoryNotContaining("glob:**/classes-command*");

        new ClassArchive(Optional.of(archive)).ends(0, "runs");
        assertThat(archives).isDirectoryNotContaining("glob:**/classes-command*");
        new ClassArchive(Optional.of(archive)).ends(2, "runs");
        assertThat(archives).isDirectoryContaining("glob:**/classes-command.jsa.poor");
    }

    private List<String> launch(Map<String, String> environment, String command) throws Exception {
        return output(
                List.of(folder.resolve("source/mini-jenkin").toString(), command), environment);
    }

    private List<String> output(List<String> command, Map<String, String> environment)
            throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        Process process = builder.start();
        List<String> lines =
                new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return lines;
    }
}
