package dev.minijenkin.cli.view;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.cli.part.DatabaseOptions;
import dev.minijenkin.cli.part.PatientReader;
import dev.minijenkin.cli.part.Terminal;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.view.runs.RunView;
import dev.minijenkin.db.view.runs.RunViews;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mini-jenkin logs`
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the logs of a run, job after job as their lines come.",
            "With -f it follows an open run to its end, also where the database is away for a while; the exit code is then 0 for a successful run, 1 for any other."
        })
public final class LogsCommand implements Callable<Integer> {
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

    @Spec private CommandSpec spec;

    /// For a login of somebody who waits anyway, to a machine that is busy.
    private static final Duration PATIENT_LOGIN = Duration.ofSeconds(10);

    @Override
    public Integer call() {
        DatabaseConfiguration given = database.configuration("logs");
        DatabaseConfiguration configuration =
                follow ? given.withConnectTimeout(PATIENT_LOGIN) : given;
        PatientReader reader =
                new PatientReader("a log that is followed", spec.commandLine().getErr()::println);
        // The bytes of a log go past any writer; a terminal gets only what cannot move it.
        PrintStream out = raw ? Terminal.raw() : System.out;
        try (Database open = Database.open(configuration, HintSink.NONE);
                LogPrinter printer =
                        new LogPrinter(open, configuration, out, Terminal.isOutput(), reader)) {
            if (!follow) {
                printer.print(find(open).id());
                return 0;
            }
            RunView found = reader.ask(() -> find(open));
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
