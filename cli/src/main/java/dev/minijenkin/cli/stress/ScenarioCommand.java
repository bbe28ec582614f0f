package dev.minijenkin.cli.stress;

import dev.minijenkin.instance.Program;
import dev.minijenkin.stress.Scenarios;
import dev.minijenkin.stress.report.Report;
import dev.minijenkin.stress.report.ReportPage;
import dev.minijenkin.stress.scenario.Scenario;
import dev.minijenkin.stress.scenario.ScenarioOption;
import dev.minijenkin.stress.scenario.StressException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `mini-jenkin stress NAME`: the command that a scenario gets by being registered.
final class ScenarioCommand implements Callable<Integer> {
    private final Scenario scenario;
    private final Program program;
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
    private final Map<ScenarioOption, ArgSpec> arguments = new LinkedHashMap<>();
    private final OptionSpec json =
            OptionSpec.builder("--json")
                    .type(boolean.class)
                    .description("end with all figures as one JSON object on one line")
                    .build();
    private final OptionSpec html =
            OptionSpec.builder("--html")
                    .type(Path.class)
                    .paramLabel("FILE")
                    .description("write a page with verdict, plots and figures, for people")
                    .build();

    /// @param program of the processes that the scenario starts
    ScenarioCommand(Scenario scenario, Program program) {
        this.scenario = scenario;
        this.program = program;
        spec.name(scenario.name()).mixinStandardHelpOptions(true);
        spec.usageMessage().description(scenario.description());
        spec.add(json);
        spec.add(html);
        for (ScenarioOption option : scenario.options()) {
            ArgSpec argument = argument(option);
            spec.add(argument);
            arguments.put(option, argument);
        }
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, Object> told = new LinkedHashMap<>();
        arguments.forEach((option, argument) -> {
            Object value = argument.getValue();
            if (value != null) {
                values.put(option.name(), value);
                if (!(option instanceof ScenarioOption.Address)) {
                    told.put(option.name(), value);
                }
            }
        });
        Report report = new Report(spec.commandLine().getOut());
        try {
            Scenarios.run(scenario, values, program, report);
        } catch (StressException e) {
            report.finding("It was broken off: " + e.getMessage());
            throw e;
        } finally {
            writePage(told, report);
        }
        if (Boolean.TRUE.equals(json.getValue())) {
            report.tellAsJson(scenario.name(), told);
        }
        return report.findings().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void writePage(Map<String, Object> told, Report report) throws IOException {
        Path file = html.getValue();
        if (file != null) {
            ReportPage page =
                    new ReportPage(
                            scenario.name(),
                            scenario.description(),
                            told,
                            commandLine(told),
                            Instant.now());
            Files.writeString(file, page.html(report));
        }
    }

    /// What plays the run again. An address, which may hold a password, is left to the reader.
    private String commandLine(Map<String, Object> told) {
        StringBuilder line = new StringBuilder("./mini-jenkin stress " + scenario.name());
        arguments.forEach((option, argument) -> {
            Object value = argument.getValue();
            switch (option) {
                case ScenarioOption.Count count ->
                        line.append(" --" + count.name() + " " + told.get(count.name()));
                case ScenarioOption.Flag flag ->
                        line.append(Boolean.TRUE.equals(value) ? " --" + flag.name() : "");
                case ScenarioOption.Address address ->
                        line.append(value == null ? "" : " --" + address.name() + " URL");
                case ScenarioOption.Argument word ->
                        line.append(value == null ? "" : " " + told.get(word.name()));
            }
        });
        return line.toString();
    }

    private static ArgSpec argument(ScenarioOption option) {
        return switch (option) {
            case ScenarioOption.Count count ->
                    OptionSpec.builder("--" + count.name())
                            .type(int.class)
                            .paramLabel(count.unit())
                            .defaultValue(Integer.toString(count.usual()))
                            .description(count.description() + " (default: ${DEFAULT-VALUE})")
                            .build();
            case ScenarioOption.Flag flag ->
                    OptionSpec.builder("--" + flag.name())
                            .type(boolean.class)
                            .description(flag.description())
                            .build();
            case ScenarioOption.Address address ->
                    OptionSpec.builder("--" + address.name())
                            .type(String.class)
                            .paramLabel("URL")
                            .description(address.description())
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
