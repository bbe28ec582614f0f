package dev.minijenkin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchEnvironmentTest {
    @TempDir private Path folder;

    @Test
    void whatTakesFilesRunsInNoLocaleThatLosesTheirNames() {
        for (String command : new String[] {"runner", "server", "up"}) {
            assertThat(LaunchEnvironment.objection("ANSI_X3.4-1968", command).orElseThrow())
                    .contains("ANSI_X3.4-1968")
                    .contains("LC_ALL=C.UTF-8");
            assertThat(LaunchEnvironment.objection("UTF-8", command)).isEmpty();
        }
        assertThat(LaunchEnvironment.objection("ANSI_X3.4-1968", "status")).isEmpty();
    }

    @Test
    void withoutAFileThePasswordIsTheVariables() {
        Map<String, String> variables = Map.of("MINI_JENKIN_DB_PASSWORD", "x");
        assertThat(LaunchEnvironment.of(variables)).isEqualTo(variables);
    }

    @Test
    void passwordsAndKeysComeThroughFilesThatAreReadOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "first\nsecond\n");
        try (FileInputStream open = new FileInputStream(file.toFile())) {
            String number =
                    Objects.requireNonNull(
                            descriptorOf(file), "Linux shows what a process has open");
            Map<String, String> read =
                    LaunchEnvironment.of(Map.of("MINI_JENKIN_RUNNER_KEY_FD", number, "OTHER", "x"));

            assertThat(open).isNotNull();
            assertThat(read)
                    .isEqualTo(Map.of("MINI_JENKIN_RUNNER_KEY", "first\nsecond", "OTHER", "x"));
        }
    }

    private static @Nullable String descriptorOf(Path file) throws IOException {
        try (DirectoryStream<Path> descriptors =
                Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.isSymbolicLink(descriptor)
                        && Files.readSymbolicLink(descriptor).equals(file.toRealPath())) {
                    return String.valueOf(descriptor.getFileName());
                }
            }
        }
        return null;
    }
}
