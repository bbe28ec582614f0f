package dev.minijenkin.runner.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.runner.mask.Masks;
import dev.minijenkin.runner.user.FileRights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    void whatIsWrongWithTheSummaryIsToldAndFailsNothing() throws Exception {
        assertThat(collect("GITHUB_STEP_SUMMARY", "x".repeat(1024 * 1024 + 1)))
                .singleElement()
                .asString()
                .contains("more than 1048576");
        assertThat(effects.failed()).isFalse();
        assertThat(effects.annotations()).hasSize(1);
        assertThat(effects.summary()).isEmpty();
    }

    @Test
    void nodeOptionsFailNothing() throws Exception {
        collect("GITHUB_ENV", "node_options=--x\nA=1\n");

        assertThat(effects.failed()).isFalse();
        assertThat(effects.annotations()).hasSize(1);
        assertThat(effects.environment()).containsOnlyKeys("A");
    }

    @Test
    void whatStandsBeforeAMistakeCounts() throws Exception {
        collect("GITHUB_OUTPUT", "a=1\nno value\nb=2\n");

        assertThat(effects.failed()).isTrue();
        assertThat(effects.outputs()).containsOnly(Map.entry("a", "1"));
    }

    @Test
    void aMarkOfTheEncodingIsNoPartOfTheText() throws Exception {
        collect("GITHUB_OUTPUT", "\ufeffa=Grüße\n");
        assertThat(effects.outputs()).containsOnly(Map.entry("a", "Grüße"));
    }

    @Test
    void nothingButAFileOfItsOwnIsRead(@TempDir Path outside) throws Exception {
        Path secret = Files.writeString(outside.resolve("secret"), "password=1\n");
        for (String how : List.of("ln -s " + secret + " F", "mkfifo F", "mkdir -p F/x", "true")) {
            for (String name : List.of("GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")) {
                StepEffects own = new StepEffects(new Masks());
                FileCommands commands = FileCommands.create(FileRights.OWN, folder, "3");
                String file = commands.environment().getOrDefault(name, "");
                String script = "rm " + file + "; " + how.replace("F", file);
                assertThat(new ProcessBuilder("sh", "-c", script).start().waitFor()).isZero();

                boolean gone = how.equals("true");
                assertThat(commands.collect(own)).as(how).hasSize(gone ? 0 : 1);
                assertThat(own.environment()).isEmpty();
                assertThat(own.outputs()).isEmpty();
                assertThat(own.summary()).isEmpty();
                assertThat(Path.of(file)).doesNotExist();
            }
        }
        assertThat(secret).exists();
    }

    @Test
    void whatAnEarlierStepPutInTheirPlaceIsNotWrittenTo(@TempDir Path outside) throws Exception {
        Path other = Files.writeString(outside.resolve("other"), "mine");
        Files.createSymbolicLink(folder.resolve("github_env_4"), other);
        Files.createDirectories(folder.resolve("github_output_4/x"));

        assertThat(FileCommands.create(FileRights.OWN, folder, "4").collect(effects)).isEmpty();
        assertThat(other).hasContent("mine");
        assertThat(
                        FileCommands.create(FileRights.OWN, folder.resolve("gone/away"), "4")
                                .collect(effects))
                .isEmpty();
    }

    @Test
    void aMessageIsMaskedBeforeItIsCut() throws Exception {
        effects.masks().addSecret("s3cret");
        effects.annotate(
                StepAnnotation.of(
                        StepAnnotation.Level.NOTICE, "x".repeat(4093) + "s3cret" + "🦊".repeat(9)));

        assertThat(effects.annotations().getFirst().message()).hasSize(4096).endsWith("x***");
        effects.annotate(StepAnnotation.of(StepAnnotation.Level.NOTICE, "x".repeat(4095) + "🦊"));
        assertThat(effects.annotations().getLast().message()).hasSize(4095);
    }

    @Test
    void foldersForThePathKeepTheirOrder() throws Exception {
        collect("GITHUB_PATH", "/one\n/two\n");

        assertThat(effects.path()).containsExactly("/one", "/two");
    }

    @Test
    void brokenUtf8DoesNotBreakTheStep() throws Exception {
        FileCommands commands = FileCommands.create(FileRights.OWN, folder, "2");
        Files.write(
                Path.of(commands.environment().getOrDefault("GITHUB_OUTPUT", "")),
                new byte[] {'a', '=', (byte) 0xff, '\n'});

        assertThat(commands.collect(effects)).isEmpty();
    }

    private List<String> collect(String name, String text) throws IOException {
        FileCommands commands = FileCommands.create(FileRights.OWN, folder, "1");
        Files.writeString(
                Path.of(commands.environment().getOrDefault(name, "")),
                text,
                StandardCharsets.UTF_8);
        return commands.collect(effects);
    }
}
