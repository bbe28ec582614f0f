package dev.minijenkin.cli;

import dev.minijenkin.console.Console;
import dev.minijenkin.console.ConsoleConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `mini-jenkin console`
@Command(
        name = "console",
        mixinStandardHelpOptions = true,
        description = "Opens the desktop console.")
final class ConsoleCommand implements Runnable {
    @Mixin private DatabaseOptions database;

    @Override
    public void run() {
        ConsoleProcess.requireDisplay();
        Console.launch(new ConsoleConfiguration(database.configuration("console")));
    }
}
