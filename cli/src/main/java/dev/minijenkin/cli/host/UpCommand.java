package dev.minijenkin.cli.host;

import dev.minijenkin.cli.part.HomeOption;
import dev.minijenkin.cli.part.SignalHandlers;
import dev.minijenkin.instance.Closing;
import dev.minijenkin.instance.ConsoleProcess;
import dev.minijenkin.instance.Demo;
import dev.minijenkin.instance.DemoRun;
import dev.minijenkin.instance.Home;
import dev.minijenkin.instance.LocalInstance;
import dev.minijenkin.instance.LocalKeys;
import dev.minijenkin.server.ServerConfiguration;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `mini-jenkin up`
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Starts everything on this machine: a PostgreSQL 17 of its own, server, runner, console.",
            "Ctrl+C stops all of it: the runner first finishes its jobs; a second Ctrl+C cancels them."
        })
public final class UpCommand implements Callable<Integer> {
    @Mixin private HomeOption home;
    @Mixin private RunnerOptions runner;

    @Option(names = "--demo", description = "also make a sample repository and push to it")
    private boolean demo;

    @Option(names = "--headless", description = "leave the console out")
    private boolean headless;

    @Option(
            names = "--begin-anew",
            description = {
                "where the data in the folder was made by another version and cannot be gone on with:",
                "keep it beside and begin without it"
            })
    private boolean beginAnew;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "port of the server (default: 8080, or a free one where that is taken)")
    private int port = -1;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        long began = System.nanoTime();
        SignalHandlers signals = SignalHandlers.taken();
        Home folder = home.home();
        say("Starting PostgreSQL, server and runner in " + folder.folder());
        LocalKeys keys = LocalKeys.of(folder.keys());
        try (Closing closing = new Closing()) {
            LocalInstance instance =
                    closing.add(
                            LocalInstance.start(
                                    folder,
                                    port < 0
                                            ? ServerConfiguration.anywhere(
                                                    folder.server(), keys.server())
                                            : ServerConfiguration.of(
                                                    port, folder.server(), keys.server()),
                                    runner.configuration(folder, keys.runner()),
                                    this::mayBePutAside));
            say(
                    "Ready after "
                            + since(began)
                            + ": hooks go to "
                            + instance.serverAddress()
                            + "/hooks/NAME");
            if (demo) {
                closing.add(runDemo(instance, began));
            }
            if (!headless && ConsoleProcess.isDisplayThere()) {
                closing.add(openConsole(folder));
            }
            say("Ctrl+C stops it.");
            signals.awaitFirst();
            say("Stopping");
            RunnerStop.stop(instance.runner(), signals);
        }
        say("Stopped. Everything is kept in " + folder.folder());
        return 0;
    }

    private DemoRun runDemo(LocalInstance instance, long began) {
        Demo sample = new Demo(instance.home());
        sample.prepare(instance.database(), instance.serverAddress());
        String commit = sample.push();
        say(
                "Pushed "
                        + commit.substring(0, 7)
                        + " to "
                        + Demo.REPOSITORY
                        + "; its clone is "
                        + sample.folder());
        say(
                "Look with: mini-jenkin status, mini-jenkin logs -f; push again from the clone to start another run");
        return DemoRun.watch(
                instance.database(),
                commit,
                end -> say(end + ", " + since(began) + " after the start"));
    }

    private ConsoleProcess openConsole(Home folder) {
        ConsoleProcess console = ConsoleProcess.start(folder);
        console.whenClosed(() ->
                say(
                        "The console is closed; everything else goes on. 'mini-jenkin console' opens it again."));
        return console;
    }

    /// Asks whoever sits at the terminal; where nobody does, only the option means yes.
    private boolean mayBePutAside(String misfit, Path kept) {
        if (beginAnew) {
            say(misfit + ".");
            say("Beginning anew; the old data is kept as " + kept);
            return true;
        }
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(terminal -> {
                    say(misfit + ".");
                    return terminal.readLine("Begin anew? The old data is kept as %s [y/N] ", kept);
                })
                .filter(answer -> answer.strip().toLowerCase(Locale.ROOT).startsWith("y"))
                .isPresent();
    }

    private void say(String sentence) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(sentence);
        out.flush();
    }

    private static String since(long began) {
        return "%.1f s".formatted(Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0);
    }
}
