package dev.minijenkin.cli.wish;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.cli.part.DatabaseOptions;
import dev.minijenkin.cli.part.LocalTimes;
import dev.minijenkin.cli.part.Table;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.command.CommandLog;
import dev.minijenkin.db.command.LoggedCommand;
import dev.minijenkin.db.notify.HintSink;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `mini-jenkin commands`
@Command(
        name = "commands",
        mixinStandardHelpOptions = true,
        description =
                "Lists what people and programs asked for, the newest first: who, why, for when, and what came of it.")
public final class CommandsCommand implements Runnable {
    @Mixin private DatabaseOptions database;

    @Option(
            names = "--pending",
            description = "only what is not carried out yet, in the order in which it is due")
    private boolean pending;

    @Option(names = "--run", paramLabel = "RUN", description = "only what is about this run")
    private @Nullable Long run;

    @Option(names = "--limit", paramLabel = "N", description = "how many (default: 50)")
    private int limit = 50;

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        Long one = run;
        if (pending && one != null) {
            throw new CommandFailureException("Give --pending or --run, and not both.");
        }
        try (Database open = Database.open(database.configuration("commands"), HintSink.NONE)) {
            List<LoggedCommand> commands =
                    open.statement(tx ->
                            pending
                                    ? CommandLog.pending(tx, limit)
                                    : CommandLog.newest(
                                            tx, one == null ? null : new RunId(one), limit));
            Table table =
                    new Table(
                            "ID", "KIND", "ABOUT", "BY", "SENT", "FOR", "STATE", "REASON",
                            "OUTCOME");
            for (LoggedCommand command : commands) {
                table.row(
                        Long.toString(command.id().value()),
                        command.kind(),
                        command.about(),
                        command.actor(),
                        LocalTimes.text(command.created()),
                        command.due().equals(command.created())
                                ? ""
                                : LocalTimes.text(command.due()),
                        EnumWords.of(command.state()),
                        Objects.requireNonNullElse(command.reason(), ""),
                        Objects.requireNonNullElse(command.outcome(), ""));
            }
            PrintWriter out = spec.commandLine().getOut();
            table.print(out);
            out.flush();
        }
    }
}
