package dev.minijenkin.cli.part;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.CommandState;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.notify.Notifier;
import dev.minijenkin.db.stats.Stats;
import dev.minijenkin.engine.command.CommandKind;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// What every command has that a person sends: why, and for when.
public final class WishOptions {
    @Mixin private DatabaseOptions database;

    @Option(names = "--reason", paramLabel = "TEXT", description = "why; kept in the audit log")
    private @Nullable String reason;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = {
                "carry it out then, and not now: 2h (from now), 2026-11-30T02:00:00Z;",
                "'mini-jenkin withdraw' takes it back until then"
            })
    private @Nullable String at;

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    public @Nullable String reason() {
        return reason;
    }

    /// A command that is about no run, job or repository.
    ///
    /// @param arguments see [dev.minijenkin.engine.command.CommandArguments]
    public NewCommand command(CommandKind kind, String arguments) {
        return new NewCommand(kind.word(), arguments, reason, null, null, null);
    }

    /// Opens the database, and sends the command that is made with it.
    ///
    /// @return 0 where it was carried out, or is kept for later; else 1
    public int send(Function<Database, NewCommand> command) throws InterruptedException {
        try (Notifier notifier = new Notifier(configuration().dataSource());
                Database open = Database.open(configuration(), notifier)) {
            return send(open, command.apply(open));
        }
    }

    /// The same for several, each with its number before what came of it.
    public int sendAll(List<Long> numbers, LongFunction<NewCommand> command)
            throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (Notifier notifier = new Notifier(configuration().dataSource());
                Database open = Database.open(configuration(), notifier)) {
            if (at != null) {
                for (long number : numbers) {
                    send(open, command.apply(number));
                }
                return 0;
            }
            List<SentCommand> sent = new ArrayList<>();
            for (long number : numbers) {
                sent.add(SentCommand.send(open, command.apply(number)));
            }
            boolean all = true;
            for (int i = 0; i < sent.size(); i++) {
                CommandResult result = sent.get(i).await();
                out.println(numbers.get(i) + ": " + result.outcome());
                all &= result.state() == CommandState.DONE;
            }
            return all ? 0 : 1;
        }
    }

    /// The same where the database is open.
    public int send(Database open, NewCommand command) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        String time = at;
        if (time == null) {
            return SentCommand.carryOut(open, command, out);
        }
        Instant due = PointInTime.ahead(time, open.statement(Stats::health).at().toInstant());
        CommandId id = open.statement(tx -> Commands.insert(tx, command, due));
        out.println(
                "Kept as command %1$d, and carried out at %2$s; 'mini-jenkin withdraw %1$d' takes it back."
                        .formatted(id.value(), LocalTimes.text(due)));
        return 0;
    }

    /// Opens the database with hints, as the command of this line.
    public DatabaseConfiguration configuration() {
        return database.configuration(spec.name());
    }
}
