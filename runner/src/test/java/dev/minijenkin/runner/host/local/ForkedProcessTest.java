package dev.minijenkin.runner.host.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.minijenkin.runner.fault.RunnerException;
import dev.minijenkin.runner.host.ProcessExit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The same of processes that a fork server starts.
class ForkedProcessTest extends JobProcessTest {
    private final Optional<Path> program = ForkServer.program();
    private @Nullable ProcessStarter starter;

    @BeforeEach
    void hasProgram() {
        assumeThat(program).isPresent();
    }

    @AfterEach
    void close() {
        if (starter != null) {
            starter.close();
        }
    }

    @Test
    void aServerThatAStepKillsIsReplaced() throws Exception {
        JobProcess process =
                start("while [ ! -e go ]; do sleep 0.02; done; kill -KILL $PPID; sleep 600");
        Files.createFile(folder.resolve("go"));

        assertThatThrownBy(() -> process.await(stop, () -> false, Optional.empty()))
                .isInstanceOf(RunnerException.class)
                .hasMessageContaining("Nothing is known of the end of the step's process");

        assertThat(run("exit 3")).isEqualTo(new ProcessExit.Exited(3));
    }

    @Override
    ProcessStarter starter(ProcessSession session, String trackingId) {
        ProcessStarter made = starter;
        if (made == null) {
            made =
                    new ForkStarter(
                            program.orElseThrow(),
                            session,
                            ProcessScope.NONE,
                            trackingId + "-server");
            starter = made;
        }
        return made;
    }
}
