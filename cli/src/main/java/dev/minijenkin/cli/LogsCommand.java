package dev.minijenkin.cli;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.view.runs.RunView;
import dev.minijenkin.db.view.runs.RunViews;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `mini-jenkin logs`
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the logs of a run, job after job as their lines come.",
            "With -f it follows an open run to its end; the exit code is then 0 for a successful run, 1 for any other."
        })
final class LogsCommand implements Callable<Integer> {
    @Mixin private DatabaseOptions database;

    @Option(
            names = {"-f", "--follow"},
            description = "go on until the run has ended")
    private boolean follow;

    @Option(
            names = "--raw",
            description =
                    "print every byte to a terminal too, also what moves it (files and pipes get all)")
    private boolean raw;

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = "id of the run, as 'mini-jenkin status' shows it (default: the newest)")
    private @Nullable Long run;

    @Override
    public Integer call() {
        DatabaseConfiguration configuration = database.configuration("logs");
        // The bytes of a log go past any writer; a terminal gets only what cannot move it.
        PrintStream out = raw ? Terminal.raw() : System.out;
        try (Database open = Database.open(configuration, HintSink.NONE);
                LogPrinter printer =
                        new LogPrinter(open, configuration, out, Terminal.isOutput())) {
            RunView found = find(open);
            if (!follow) {
                printer.print(found.id());
                return 0;
            }
            return printer.follow(found.id()) == Conclusion.SUCCESS ? 0 : 1;
        }
    }

    private RunView find(Database open) {
        Long wanted = run;
        if (wanted == null) {
            return open.statement(tx -> RunViews.page(tx, List.of(), null, 1)).stream()
                    .findFirst()
                    .orElseThrow(() -> new CommandFailureException("There is no run yet."));
        }
        return open.statement(tx -> RunViews.find(tx, new RunId(wanted)))
                .orElseThrow(() -> new CommandFailureException("There is no run " + wanted + "."));
    }
}
