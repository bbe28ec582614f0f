package dev.minijenkin.cli;

import picocli.CommandLine;

/// The `mini-jenkin` command.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new MiniJenkin())
                .setDefaultValueProvider(new Defaults(System.getenv()))
                .setExecutionExceptionHandler(new Failures())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true);
    }
}
