package dev.minijenkin.cli.host;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.cli.part.DatabaseOptions;
import dev.minijenkin.cli.part.HomeOption;
import dev.minijenkin.console.Console;
import dev.minijenkin.console.connection.Profile;
import dev.minijenkin.console.connection.ProfileFile;
import dev.minijenkin.console.frame.place.Links;
import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.link.DesktopLinks;
import dev.minijenkin.console.link.OpenConsole;
import dev.minijenkin.console.memory.PersonalFile;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.instance.ConsoleProcess;
import dev.minijenkin.instance.Home;
import dev.minijenkin.instance.LocalInstanceProcess;
import dev.minijenkin.instance.Program;
import dev.minijenkin.instance.sample.SampleInstance;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `mini-jenkin console`
@Command(
        name = "console",
        mixinStandardHelpOptions = true,
        description = {
            "Opens the desktop console.",
            "Without --db or --profile it opens the connection that was used last, or asks for one.",
            "With --demo it opens a made-up team's, with a month of history and work that goes on; everything",
            "in it may be tried, and it is gone when the console is closed.",
            "Where a console is open already, --link without --db or --profile is handed to it, and it comes",
            "to front."
        })
public final class ConsoleCommand implements Callable<Integer> {
    private static final String NAME = "console";

    @Mixin private DatabaseOptions database;
    @Mixin private HomeOption home;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "opens the connection that was saved under this name")
    private String profile = "";

    @Option(
            names = "--link",
            paramLabel = "LINK",
            description = "opens a place at once: mini-jenkin://run/42/job/7#L120")
    private String link = "";

    @Option(
            names = "--register-links",
            description = "has this desktop open mini-jenkin:// links with the console, and ends")
    private boolean registerLinks;

    @Option(
            names = "--demo",
            description = "look at a made-up team at work; needs no database, and nothing stays")
    private boolean demo;

    @Option(
            names = "--watch-pulses",
            paramLabel = "SECONDS",
            hidden = true,
            description = "say each so many seconds how smoothly it goes")
    private int pulses;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (registerLinks) {
            return register();
        }
        if (!profile.isEmpty() && (demo || database.given(NAME).isPresent())) {
            throw new CommandFailureException(
                    "--profile names a database, as --db and --demo do: give one of them");
        }
        Optional<Place> place = place();
        Path person = PersonalFile.folder(System.getenv());
        if (!demo
                && !link.isEmpty()
                && profile.isEmpty()
                && database.given(NAME).isEmpty()
                && OpenConsole.hand(person, link.strip())) {
            return 0;
        }
        Optional<Profile> saved = profile(person);
        ConsoleProcess.requireDisplay();
        if (!demo) {
            Optional<OpenConsole> door = OpenConsole.claim(person);
            try {
                open(database.given(NAME), saved, person, place, door);
            } finally {
                door.ifPresent(OpenConsole::close);
            }
            return 0;
        }
        if (database.given(NAME).isPresent()) {
            throw new CommandFailureException(
                    "--demo brings its own database: leave --db out, or --demo");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("Making a month of history; this takes some seconds");
        out.flush();
        Home folder = home.home().ofSample();
        try (SampleInstance sample = SampleInstance.start(folder)) {
            // Whoever is told to end, by Ctrl+C as well, leaves no PostgreSQL behind.
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(sample::close));
            // What the person chose for the databases of their own stays theirs.
            open(
                    Optional.of(sample.configuration("mini-jenkin " + NAME)),
                    Optional.empty(),
                    folder.folder().resolve("person"),
                    place,
                    Optional.empty());
        }
        return 0;
    }

    private int register() {
        try {
            Path file = new DesktopLinks(System.getenv()).register(Program.launchScript().words());
            spec.commandLine()
                    .getOut()
                    .println("mini-jenkin:// links are opened by the console now (" + file + ").");
            return 0;
        } catch (IllegalStateException e) {
            throw new CommandFailureException(e.getMessage() + ".", e);
        }
    }

    private void open(
            Optional<DatabaseConfiguration> given,
            Optional<Profile> saved,
            Path folder,
            Optional<Place> place,
            Optional<OpenConsole> door)
            throws InterruptedException {
        try (LocalInstanceProcess local = new LocalInstanceProcess(home.home())) {
            Console.launch(
                    new Console.Settings(
                            given,
                            saved,
                            folder,
                            System.getenv(),
                            Optional.of(local::start),
                            place),
                    Duration.ofSeconds(pulses),
                    door);
        }
    }

    private Optional<Profile> profile(Path person) {
        try {
            return profile.isEmpty()
                    ? Optional.empty()
                    : Optional.of(ProfileFile.in(person).find(profile));
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new CommandFailureException(e.getMessage() + ".", e);
        }
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
