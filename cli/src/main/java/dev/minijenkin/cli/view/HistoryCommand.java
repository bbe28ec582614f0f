package dev.minijenkin.cli.view;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.cli.part.DatabaseOptions;
import dev.minijenkin.cli.part.PointInTime;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.view.past.HistorySlice;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mini-jenkin history`
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Takes the past along.")
public final class HistoryCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = {
                "Writes a stretch of the past into one file, for a post-mortem: figures, runs, jobs with their times,"
                        + " runners, deployments, commands with their actors, and what failed.",
                "A page that any browser shows, with the rows in it as JSON; where FILE ends in .json, the rows alone."
                        + " Neither logs nor secrets are in it."
            })
    void export(
            @Mixin DatabaseOptions database,
            @Option(
                            names = "--from",
                            required = true,
                            paramLabel = "TIME",
                            description = "2h (so long ago), 2026-11-24 or 2026-11-24T10:00:00Z")
                    String from,
            @Option(
                            names = "--to",
                            defaultValue = "0s",
                            paramLabel = "TIME",
                            description = "as --from (default: now)")
                    String to,
            @Parameters(paramLabel = "FILE", description = "what is written; it is replaced")
                    Path file) {
        Instant now = Instant.now();
        Instant begin = PointInTime.parse(from, now);
        Instant end = PointInTime.parse(to, now);
        if (!begin.isBefore(end)) {
            throw new CommandFailureException("--from is to be before --to.");
        }
        boolean rows = file.toString().endsWith(".json");
        try (Database open = Database.open(database.configuration("history"), HintSink.NONE)) {
            Files.writeString(
                    file,
                    open.statement(tx ->
                            rows
                                    ? HistorySlice.json(tx, begin, end)
                                    : HistorySlice.page(tx, begin, end)));
        } catch (IOException e) {
            throw new CommandFailureException(
                    "'%s' could not be written: %s".formatted(file, e.getMessage()), e);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(file);
        out.flush();
    }
}
