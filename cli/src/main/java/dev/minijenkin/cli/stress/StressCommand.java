package dev.minijenkin.cli.stress;

import dev.minijenkin.instance.Program;
import dev.minijenkin.stress.Scenarios;
import dev.minijenkin.stress.scenario.Scenario;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `mini-jenkin stress`, with a command for each scenario that is registered.
@Command(
        name = "stress",
        mixinStandardHelpOptions = true,
        description = "Benchmarks and scenarios, on an instance of their own that is thrown away.",
        synopsisSubcommandLabel = "SCENARIO")
public final class StressCommand implements Runnable {
    @Spec private CommandSpec spec;

    /// The command with one command for each scenario.
    ///
    /// @param program of the processes that a scenario starts
    public static CommandLine commandLine(Program program) {
        CommandLine all = new CommandLine(new StressCommand());
        for (Scenario scenario : Scenarios.all()) {
            all.addSubcommand(new ScenarioCommand(scenario, program).spec());
        }
        return all;
    }

    @Override
    public void run() {
        String names =
                Scenarios.all().stream().map(Scenario::name).collect(Collectors.joining(", "));
        throw new ParameterException(spec.commandLine(), "Which scenario? There are: " + names);
    }
}
