package dev.minijenkin.cli;

import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.Migrations;
import dev.minijenkin.instance.ConsoleProcess;
import dev.minijenkin.instance.Home;
import dev.minijenkin.instance.LocalPostgres;
import dev.minijenkin.instance.Program;
import dev.minijenkin.instance.ThrowAwayInstance;
import dev.minijenkin.runner.workspace.Trees;
import dev.minijenkin.stress.ConsoleScenario;
import dev.minijenkin.stress.LatencyScenario;
import dev.minijenkin.stress.LintScenario;
import dev.minijenkin.stress.PlanScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mini-jenkin stress`
@Command(
        name = "stress",
        mixinStandardHelpOptions = true,
        description = "Benchmarks and scenarios, on an instance of their own that is thrown away.",
        synopsisSubcommandLabel = "SCENARIO")
final class StressCommand implements Runnable {
    private final Program program;
    @Spec private CommandSpec spec;

    /// @param program of the processes of an instance
    StressCommand(Program program) {
        this.program = program;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Which scenario? There are: latency, console, lint, plan");
    }

    @Command(
            name = "latency",
            mixinStandardHelpOptions = true,
            description =
                    "From a hook's POST to the first log line at a listening reader, over real pushes.")
    void latency(
            @Option(
                            names = "--pushes",
                            paramLabel = "N",
                            defaultValue = "50",
                            description =
                                    "pushes for each kind of step (default: ${DEFAULT-VALUE})")
                    int pushes)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("mini-jenkin-stress");
        try (ThrowAwayInstance instance = ThrowAwayInstance.start(Home.at(folder), program)) {
            instance.startRunner("stress");
            new LatencyScenario(
                            instance.configuration(),
                            instance.server(),
                            folder.resolve("repositories"),
                            instance::register)
                    .run(pushes, System.out);
        } finally {
            Trees.delete(folder);
        }
    }

    @Command(
            name = "console",
            mixinStandardHelpOptions = true,
            description = "From the command to the first rows of the console, with many runs.")
    void console(
            @Option(
                            names = "--runs",
                            paramLabel = "N",
                            defaultValue = "10000",
                            description = "runs in the database (default: ${DEFAULT-VALUE})")
                    int runs,
            @Option(
                            names = "--starts",
                            paramLabel = "N",
                            defaultValue = "10",
                            description = "how often it is opened (default: ${DEFAULT-VALUE})")
                    int starts,
            @Option(names = "--headless", description = "paint without a display, in memory")
                    boolean headless)
            throws IOException {
        if (!headless) {
            ConsoleProcess.requireDisplay();
        }
        Path folder = Files.createTempDirectory("mini-jenkin-stress");
        try (LocalPostgres postgres = LocalPostgres.start(Home.at(folder), 0)) {
            DatabaseConfiguration configuration = postgres.configuration("mini-jenkin stress");
            new Migrations(configuration).migrate();
            new ConsoleScenario(
                            configuration, () -> ConsoleProcess.of(configuration, folder, headless))
                    .run(runs, starts, System.out);
        } finally {
            Trees.delete(folder);
        }
    }

    @Command(
            name = "lint",
            mixinStandardHelpOptions = true,
            description = "How many workflow files a second one warm thread lints.")
    void lint(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "FOLDER",
                            description = "folder of workflow files (default: 1,500 made-up ones)")
                    @Nullable Path folder)
            throws IOException {
        LintScenario.of(Optional.ofNullable(folder)).run(System.out);
    }

    @Command(
            name = "plan",
            mixinStandardHelpOptions = true,
            description = "How long planning a run of 256 matrix jobs takes one warm thread.")
    void plan() {
        new PlanScenario(System.out).run();
    }
}
