package dev.minijenkin.cli;

import dev.minijenkin.instance.Program;
import dev.minijenkin.stress.Report;
import dev.minijenkin.stress.Scenario;
import dev.minijenkin.stress.ScenarioOption;
import dev.minijenkin.stress.Scenarios;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `mini-jenkin stress NAME`: the command that a scenario gets by being registered.
final class ScenarioCommand implements Callable<Integer> {
    private final Scenario scenario;
    private final Program program;
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
    private final Map<String, ArgSpec> arguments = new HashMap<>();

    /// @param program of the processes that the scenario starts
    ScenarioCommand(Scenario scenario, Program program) {
        this.scenario = scenario;
        this.program = program;
        spec.name(scenario.name()).mixinStandardHelpOptions(true);
        spec.usageMessage().description(scenario.description());
        for (ScenarioOption option : scenario.options()) {
            ArgSpec argument = argument(option);
            spec.add(argument);
            arguments.put(option.name(), argument);
        }
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, Object> values = new HashMap<>();
        arguments.forEach((name, argument) -> {
            Object value = argument.getValue();
            if (value != null) {
                values.put(name, value);
            }
        });
        Scenarios.run(scenario, values, program, new Report(spec.commandLine().getOut()));
        return 0;
    }

    private static ArgSpec argument(ScenarioOption option) {
        return switch (option) {
            case ScenarioOption.Count count ->
                    OptionSpec.builder(count.name())
                            .type(int.class)
                            .paramLabel("N")
                            .defaultValue(Integer.toString(count.usual()))
                            .description(count.description() + " (default: ${DEFAULT-VALUE})")
                            .build();
            case ScenarioOption.Flag flag ->
                    OptionSpec.builder(flag.name())
                            .type(boolean.class)
                            .description(flag.description())
                            .build();
            case ScenarioOption.Argument argument ->
                    PositionalParamSpec.builder()
                            .arity("0..1")
                            .type(String.class)
                            .paramLabel(argument.name())
                            .description(argument.description())
                            .build();
        };
    }
}
