package dev.minijenkin.cli.stress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.cli.TestProgram;
import dev.minijenkin.stress.Scenarios;
import dev.minijenkin.stress.report.Report;
import dev.minijenkin.stress.scenario.Scenario;
import dev.minijenkin.stress.scenario.ScenarioOption;
import dev.minijenkin.stress.scenario.ScenarioRun;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Order(1)
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
    void figuresOfARunComeWithItsOptionsButNotWithTheAddressOfItsDatabase() {
        ScenarioOption.Count jobs = new ScenarioOption.Count("jobs", "N", 7, "how many");
        ScenarioOption.Address database = new ScenarioOption.Address("database", "where");
        Scenario scenario = new Told(List.of(jobs, database));
        PrintWriter out = new PrintWriter(printed, true);

        int exit =
                new CommandLine(new ScenarioCommand(scenario, TestProgram.get()).spec())
                        .setOut(out)
                        .setErr(out)
                        .execute("--database", "postgresql://ana:secret@host/ci", "--json");

        assertThat(exit).isZero();
        assertThat(printed.toString())
                .startsWith("{\"scenario\":\"told\",\"options\":{\"jobs\":7},")
                .doesNotContain("secret");
    }

    /// @param options that it has, and does nothing with
    private record Told(List<ScenarioOption> options) implements Scenario {
        @Override
        public String name() {
            return "told";
        }

        @Override
        public String description() {
            return "Does nothing.";
        }

        @Override
        public void run(ScenarioRun run, Report report) {
            assertThat(run.values()).containsEntry("database", "postgresql://ana:secret@host/ci");
        }
    }

    @Test
    void hooksAreStoredAndAnswered() {
        assertThat(run("hooks", "--rate", "20", "--seconds", "2", "--connections", "4", "--json"))
                .as(printed.toString())
                .isZero();

        assertThat(printed.toString())
                .contains("40 hooks in", "\"p99_ms\":")
                .contains("held: each hook was taken")
                .contains("held: each hook that was answered is stored, and once");
    }

    @Test
    void clientsOfAStreamHaveEveryLine() {
        assertThat(run("streams", "--clients", "20", "--lines", "300", "--json"))
                .as(printed.toString())
                .isZero();

        assertThat(printed.toString())
                .contains("300 lines to each of them", "\"server_mib\":")
                .contains("held: each client has every line once and in order, and the end");
    }

    @Test
    void aConsoleOpensLongLogsAndIsWatchedWhileAllChanges() {
        assertThat(
                        run(
                                "console",
                                "--headless",
                                "--runs",
                                "200",
                                "--starts",
                                "1",
                                "--lines",
                                "20000",
                                "--seconds",
                                "1",
                                "--json"))
                .as(printed.toString())
                .isZero();

        assertThat(printed.toString())
                .contains("\"first_rows_median_ms\":", "\"first_rows_processor_median_ms\":")
                .contains("\"log_opened_ms\":", "held: a log that is opened has all of its lines")
                .contains("\"live_log_pulse_p95_ms\":", "\"live_runs_blocked_max_ms\":");
    }

    @Test
    void whoeverWantsPeersIsToldHowToRunThem() {
        assertThat(run("queue", "--peers")).isEqualTo(CommandLine.ExitCode.SOFTWARE);

        assertThat(printed.toString()).contains("mvn -q -B -P peers");
    }

    @Test
    void whoeverNamesNoneIsToldTheNames() {
        assertThat(run()).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(printed.toString())
                .contains(
                        "Which scenario? There are: "
                                + Scenarios.all().stream()
                                        .map(Scenario::name)
                                        .collect(Collectors.joining(", ")));
    }

    private int run(String... arguments) {
        PrintWriter out = new PrintWriter(printed, true);
        return StressCommand.commandLine(TestProgram.get())
                .setOut(out)
                .setErr(out)
                .execute(arguments);
    }
}
