package dev.minijenkin.cli;

import dev.minijenkin.instance.Program;
import picocli.CommandLine;

/// The `mini-jenkin` command.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine(arguments).execute(arguments));
    }

    static CommandLine commandLine(String... arguments) {
        return MiniJenkin.commandLine(Program.of(Main.class), arguments)
                .setDefaultValueProvider(new OptionDefaults(System.getenv()))
                .setExecutionExceptionHandler(new Failures())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true);
    }
}
