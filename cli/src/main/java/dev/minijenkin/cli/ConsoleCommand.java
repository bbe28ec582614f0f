package dev.minijenkin.cli;

import dev.minijenkin.console.Console;
import dev.minijenkin.console.connection.ProfileFile;
import dev.minijenkin.instance.ConsoleProcess;
import dev.minijenkin.instance.LocalInstanceProcess;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `mini-jenkin console`
@Command(
        name = "console",
        mixinStandardHelpOptions = true,
        description = {
            "Opens the desktop console.",
            "Without --db it opens the connection that was used last, or asks for one."
        })
final class ConsoleCommand implements Callable<Integer> {
    @Mixin private DatabaseOptions database;
    @Mixin private HomeOption home;

    @Override
    public Integer call() throws InterruptedException {
        ConsoleProcess.requireDisplay();
        Map<String, String> environment = System.getenv();
        try (LocalInstanceProcess local = new LocalInstanceProcess(home.home())) {
            Console.launch(
                    new Console.Settings(
                            database.given("console"),
                            ProfileFile.usual(environment),
                            environment,
                            Optional.of(local::start)));
        }
        return 0;
    }
}
