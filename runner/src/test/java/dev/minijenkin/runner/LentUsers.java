package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Users of this host that live as long as a test. Only root can make some.
final class LentUsers implements AutoCloseable {
    private final List<String> names = new ArrayList<>();

    /// Skips the test where this is not root, or where no users can be made.
    static LentUsers make(int count) throws IOException, InterruptedException {
        assumeTrue(
                Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)
                        && Files.isExecutable(Path.of("/usr/sbin/useradd")),
                "only root can make the users that jobs are to run as");
        LentUsers users = new LentUsers();
        for (int number = 1; number <= count; number++) {
            String name = "mj-%s-%d".formatted(Long.toString(System.nanoTime(), 36), number);
            run("/usr/sbin/useradd", "--system", "--user-group", "--no-create-home", name);
            users.names.add(name);
        }
        return users;
    }

    List<String> names() {
        return List.copyOf(names);
    }

    /// Carries a script out as root.
    static String bash(String script) throws IOException, InterruptedException {
        return run("bash", "-ec", script);
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.strip();
    }

    @Override
    public void close() throws IOException {
        try {
            for (String name : names) {
                run("/usr/sbin/userdel", name);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
