package dev.minijenkin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.seal.KeyRing;
import dev.minijenkin.instance.Home;
import dev.minijenkin.runner.claimloop.RunnerConfiguration;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RunnerOptionsTest {
    @TempDir private Path folder;

    @Test
    void whatIsPassedOnIsNamedAndNothingElseIs() {
        assertThat(configuration().passed()).isEmpty();
        assertThat(configuration("--pass-env", "JAVA_HOME,HOME", "--pass-env", "TOOL").passed())
                .containsExactlyInAnyOrder("JAVA_HOME", "HOME", "TOOL");
        assertThatThrownBy(() -> configuration("--pass-env", "MINI_JENKIN_DB_PASSWORD"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be passed to jobs");
    }

    private RunnerConfiguration configuration(String... arguments) {
        return CommandLine.populateCommand(new RunnerOptions(), arguments)
                .configuration(Home.at(folder), KeyRing.NONE);
    }
}
