package dev.minijenkin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import picocli.CommandLine;

@Isolated("It takes System.out.")
class LintCommandTest {
    private static final String GOOD = "on: push\njobs: {a: {runs-on: l, steps: [{run: x}]}}\n";

    private final PrintStream usualOut = System.out;
    private final InputStream usualIn = System.in;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir private Path folder;

    @AfterEach
    void putBackTheStreams() {
        System.setOut(usualOut);
        System.setIn(usualIn);
    }

    private int lint(String... arguments) {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        return new CommandLine(new LintCommand()).execute(arguments);
    }

    private List<String> lines() {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void whatCannotBeReadIsInvalidAndTheOthersAreLookedAt() throws Exception {
        Path good = Files.writeString(folder.resolve("good.yml"), GOOD);
        Path missing = folder.resolve("missing.yml");
        assertThat(lint("--json", missing.toString(), good.toString())).isEqualTo(1);
        assertThat(lines())
                .containsExactly(
                        "{\"file\":\"%s\",\"valid\":false,\"errors\":[{\"line\":1,\"column\":1,\"message\":\"The file cannot be read: there is no such file or folder\"}],\"warnings\":[]}"
                                .formatted(missing),
                        "{\"file\":\"%s\",\"valid\":true,\"errors\":[],\"warnings\":[]}"
                                .formatted(good));
    }

    @Test
    void foldersAreSearchedForWorkflowFiles() throws Exception {
        Files.writeString(folder.resolve("b.yaml"), GOOD);
        Files.writeString(folder.resolve("a.yml"), GOOD);
        Files.writeString(folder.resolve("notes.txt"), "no workflow");
        assertThat(lint("--json", folder.toString())).isZero();
        assertThat(lines()).hasSize(2).first().asString().contains("a.yml");
    }

    @Test
    void binaryAndHugeFilesAreInvalid() throws Exception {
        Files.write(folder.resolve("binary.yml"), new byte[] {0, 1, 2, -1});
        Files.writeString(folder.resolve("huge.yml"), "#".repeat(5 * 1024 * 1024));
        assertThat(lint("--json", folder.toString())).isEqualTo(1);
        assertThat(lines()).hasSize(2).allMatch(line -> line.contains("\"valid\":false"));
        assertThat(lines().getLast()).contains("larger than 1 MiB");
    }

    @Test
    void aDashIsTheStandardInput() {
        System.setIn(new ByteArrayInputStream(GOOD.getBytes(StandardCharsets.UTF_8)));
        assertThat(lint("--json", "-")).isZero();
        assertThat(lines())
                .containsExactly("{\"file\":\"-\",\"valid\":true,\"errors\":[],\"warnings\":[]}");
    }
}
