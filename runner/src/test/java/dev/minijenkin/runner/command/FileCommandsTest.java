package dev.minijenkin.runner.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.runner.mask.Masks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCommandsTest {
    @TempDir Path folder;
    private final StepEffects effects = new StepEffects(new Masks());

    @Test
    void readsValuesOfOneLineAndOfSeveral() throws Exception {
        assertThat(
                        collect(
                                "GITHUB_OUTPUT",
                                "a=1=2\n\nb<<END\nx\ny=z\nEND\nc<<=\nc=d\n=\nempty<<E\nE\nlast=<<no"))
                .isEmpty();
        assertThat(effects.outputs())
                .containsEntry("a", "1=2")
                .containsEntry("b", "x\ny=z")
                .containsEntry("c", "c=d")
                .containsEntry("empty", "")
                .containsEntry("last", "<<no");
    }

    @Test
    void aCarriageReturnIsPartOfTheValue() throws Exception {
        collect("GITHUB_ENV", "A=1\r\nB=2\n");

        assertThat(effects.environment()).containsEntry("A", "1\r").containsEntry("B", "2");
    }

    @Test
    void aMissingDelimiterFailsTheStep() throws Exception {
        assertThat(collect("GITHUB_OUTPUT", "a<<END\nx\n"))
                .singleElement()
                .asString()
                .contains("lacks the closing delimiter 'END'");
        assertThat(effects.failed()).isTrue();
    }

    @Test
    void aLineThatIsNeitherFormFailsTheStep() throws Exception {
        assertThat(collect("GITHUB_ENV", "just words\n"))
                .singleElement()
                .asString()
                .contains("just words");
    }

    @Test
    void nodeOptionsAreRefusedAndTheRestCounts() throws Exception {
        assertThat(collect("GITHUB_ENV", "NODE_OPTIONS=--x\nA=1\n")).hasSize(1);
        assertThat(effects.environment()).containsOnlyKeys("A");
    }

    @Test
    void theSummaryIsMaskedAndLimited() throws Exception {
        effects.masks().addSecret("s3cret");
        collect("GITHUB_STEP_SUMMARY", "# s3cret");
        assertThat(effects.summary()).isEqualTo("# ***");

        assertThat(collect("GITHUB_STEP_SUMMARY", "x".repeat(1024 * 1024 + 1))).hasSize(1);
    }

    @Test
    void foldersForThePathKeepTheirOrder() throws Exception {
        collect("GITHUB_PATH", "/one\n/two\n");

        assertThat(effects.path()).containsExactly("/one", "/two");
    }

    @Test
    void brokenUtf8DoesNotBreakTheStep() throws Exception {
        FileCommands commands = FileCommands.create(folder, "2");
        Files.write(
                Path.of(commands.environment().getOrDefault("GITHUB_OUTPUT", "")),
                new byte[] {'a', '=', (byte) 0xff, '\n'});

        assertThat(commands.collect(effects)).isEmpty();
    }

    private List<String> collect(String name, String text) throws IOException {
        FileCommands commands = FileCommands.create(folder, "1");
        Files.writeString(
                Path.of(commands.environment().getOrDefault(name, "")),
                text,
                StandardCharsets.UTF_8);
        return commands.collect(effects);
    }
}
