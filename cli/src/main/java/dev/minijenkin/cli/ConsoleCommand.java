package dev.minijenkin.cli;

import dev.minijenkin.console.Console;
import dev.minijenkin.console.ConsoleConfiguration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `mini-jenkin console`
@Command(
        name = "console",
        mixinStandardHelpOptions = true,
        description = "Opens the desktop console.")
final class ConsoleCommand implements Callable<Integer> {
    @Mixin private DatabaseOptions database;

    @Override
    public Integer call() throws InterruptedException {
        ConsoleProcess.requireDisplay();
        Console.launch(new ConsoleConfiguration(database.configuration("console")));
        return 0;
    }
}
