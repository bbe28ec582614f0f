package dev.minijenkin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.instance.Program;
import dev.minijenkin.stress.Scenario;
import dev.minijenkin.stress.Scenarios;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class StressCommandTest {
    private final StringWriter printed = new StringWriter();

    @Test
    void helpNamesEachScenarioWithOneLine() {
        assertThat(run("--help")).isZero();

        assertThat(Scenarios.all()).isNotEmpty();
        for (Scenario scenario : Scenarios.all()) {
            assertThat(printed.toString().lines())
                    .anyMatch(line ->
                            line.matches(" +" + scenario.name() + " +\\S.*")
                                    && scenario.description()
                                            .startsWith(line.strip().split(" +", 2)[1]));
        }
    }

    @Test
    void aScenarioGetsWhatAPersonSaysAboutIt(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("a.yml"), "on: push\njobs: {}\n");
        Files.writeString(folder.resolve("b.yml"), "on: push\njobs: {}\n");

        assertThat(run("lint", folder.toString())).isZero();

        assertThat(printed.toString()).startsWith("2 files,").contains("round 8:");
    }

    @Test
    void aNumberThatIsNoneIsRefused() {
        assertThat(run("console", "--runs", "many")).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(printed.toString()).contains("--runs");
    }

    @Test
    void whoeverNamesNoneIsToldTheNames() {
        assertThat(run()).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(printed.toString())
                .contains("Which scenario? There are: latency, console, lint, plan");
    }

    private int run(String... arguments) {
        PrintWriter out = new PrintWriter(printed, true);
        return StressCommand.commandLine(Program.of(Main.class))
                .setOut(out)
                .setErr(out)
                .execute(arguments);
    }
}
