package dev.minijenkin.console.log.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.console.log.document.Written;
import dev.minijenkin.console.log.feed.RunLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSaverTest {
    @TempDir Path folder;
    private final Written written = new Written();

    @Test
    void aLogIsSavedAsTextWithoutColours() throws IOException {
        written.write(1, 0, "\u001b[32mgreen\u001b[0m", "plain");
        written.writeOpen(1, 100, "long " + "x".repeat(100_000));
        written.write(1, 200, " end");
        Path file = folder.resolve("job.log");
        assertThat(LogSaver.save(written.open(Written.job(1)), file)).isEqualTo(3);
        assertThat(Files.readAllLines(file))
                .containsExactly("green", "plain", "long " + "x".repeat(100_000) + " end");
    }

    @Test
    void theWholeRunIsSavedAsItIsShown() throws IOException {
        written.write(1, 0, "\u001b[32mcompiles", "done");
        written.write(2, 5, "lints");
        written.writeOpen(2, 50, "no end of line");
        Path file = folder.resolve("run.log");
        long lines =
                RunLogSaver.save(
                        written,
                        List.of(
                                new RunLines.Followed(Written.job(1), true),
                                new RunLines.Followed(Written.job(2), false)),
                        List.of("build", "lint (fast)"),
                        file);
        assertThat(lines).isEqualTo(4);
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "build | compiles",
                        "lint (fast) | lints",
                        "build | done",
                        "lint (fast) | no end of line");
    }

    @Test
    void aFileThatCannotBeWrittenIsTold() {
        assertThatThrownBy(() ->
                        LogSaver.save(written.open(Written.job(1)), folder.resolve("none/job.log")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("The log could not be saved");
    }
}
