package dev.minijenkin.runner.host.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineVariablesTest {
    @TempDir Path folder;

    @Test
    void noValueIsAmongTheWordsAndNothingChangesTheProgram() throws Exception {
        Path file = folder.resolve("below/variables");
        EngineVariables variables =
                EngineVariables.of(
                        Map.of(
                                "TOKEN", "a secret\nof two lines",
                                "INPUT_FETCH-DEPTH", "0",
                                "PATH", "/opt/bin",
                                "DOCKER_HOST", "tcp://elsewhere",
                                "https_proxy", "http://me:password@proxy"),
                        file);

        assertThat(variables.options())
                .containsExactly(
                        "--env",
                        "INPUT_FETCH-DEPTH",
                        "--env",
                        "TOKEN",
                        "--env-file",
                        file.toString());
        assertThat(variables.environment())
                .isEqualTo(Map.of("TOKEN", "a secret\nof two lines", "INPUT_FETCH-DEPTH", "0"));
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "DOCKER_HOST=tcp://elsewhere",
                        "PATH=/opt/bin",
                        "https_proxy=http://me:password@proxy");
    }

    @Test
    void theFileIsMadeOnlyWhereItIsNeededAndHoldsLines() throws Exception {
        Path file = folder.resolve("variables");

        assertThat(EngineVariables.of(Map.of("A", "b"), file).options())
                .containsExactly("--env", "A");
        assertThat(file).doesNotExist();
        assertThatThrownBy(() -> EngineVariables.of(Map.of("LD_PRELOAD", "a\nb"), file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("LD_PRELOAD has several lines");
    }
}
