package dev.minijenkin.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.instance.Program;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a process that logs prints, by the configuration that the product has.
class LogFormatTest {
    private static final DatabaseConfiguration NOWHERE =
            DatabaseConfiguration.of("postgresql://127.0.0.1:1/none", "nobody", "", "test");

    @TempDir private Path home;

    @Test
    void aLineIsPlainAndNothingStandsBeforeIt() throws Exception {
        assertThat(firstLine("plain"))
                .matches(
                        "\\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  DatabaseAccess: Waiting for the database .*[^\\]]");
    }

    @Test
    void aLineIsAnObject() throws Exception {
        assertThat(firstLine("json"))
                .startsWith("{")
                .contains("\"level\":\"WARN\"")
                .contains("Waiting for the database")
                .endsWith("}");
    }

    @Test
    void aFormatThatIsNoneIsSaid() throws Exception {
        assertThat(firstLine("xml"))
                .isEqualTo(
                        "MINI_JENKIN_LOG_FORMAT is plain or json, not 'xml': lines of the log are plain");
    }

    /// Of a server that waits for a database which is not there.
    private String firstLine(String format) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(TestProgram.get().words());
        // Not that of the tests.
        words.add(1, "-Dlogback.configurationFile=logback.xml");
        ProcessBuilder builder =
                new Program(words)
                        .on(NOWHERE, home, List.of("server", "--port", "0"))
                        .redirectErrorStream(true);
        builder.environment().put("MINI_JENKIN_LOG_FORMAT", format);
        Process process = builder.start();
        try (BufferedReader output = process.inputReader(UTF_8)) {
            return output.readLine();
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}
