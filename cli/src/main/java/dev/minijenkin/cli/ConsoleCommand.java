package dev.minijenkin.cli;

import dev.minijenkin.console.Console;
import dev.minijenkin.console.frame.Links;
import dev.minijenkin.console.frame.Place;
import dev.minijenkin.console.memory.PersonalFile;
import dev.minijenkin.instance.ConsoleProcess;
import dev.minijenkin.instance.LocalInstanceProcess;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    @Option(
            names = "--link",
            paramLabel = "LINK",
            description = "opens a place at once: mini-jenkin://run/42/job/7#L120")
    private String link = "";

    @Override
    public Integer call() throws InterruptedException {
        ConsoleProcess.requireDisplay();
        Map<String, String> environment = System.getenv();
        try (LocalInstanceProcess local = new LocalInstanceProcess(home.home())) {
            Console.launch(
                    new Console.Settings(
                            database.given("console"),
                            PersonalFile.folder(environment),
                            environment,
                            Optional.of(local::start),
                            place()));
        }
        return 0;
    }

    private Optional<Place> place() {
        if (link.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                Links.parse(link)
                        .orElseThrow(() ->
                                new CommandFailureException(
                                        "\"%s\" is no link to a place: it looks like mini-jenkin://run/42/job/7#L120"
                                                .formatted(link))));
    }
}
