package dev.minijenkin.cli.part;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.CommandState;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.command.NewCommand;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;

/// A command that a person sent by the command line, and waits for.
public final class SentCommand {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int PAUSE_MILLIS = 50;

    private final Database database;
    private final CommandId id;

    private SentCommand(Database database, CommandId id) {
        this.database = database;
        this.id = id;
    }

    public static SentCommand send(Database database, NewCommand command) {
        return new SentCommand(database, database.statement(tx -> Commands.insert(tx, command)));
    }

    /// Sends a command, and tells the person what came of it.
    ///
    /// @return 0 where it was carried out, else 1
    public static int carryOut(Database database, NewCommand command, PrintWriter out)
            throws InterruptedException {
        CommandResult result = send(database, command).await();
        out.println(result.outcome());
        return result.state() == CommandState.DONE ? 0 : 1;
    }

    /// What came of it; pending, with a sentence that says what it waits for, where nothing did in
    /// a quarter of a minute.
    public CommandResult await() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Optional<CommandResult> result = Optional.empty();
        while (System.nanoTime() < deadline) {
            result = database.statement(tx -> Commands.result(tx, id));
            if (result.isPresent() && result.get().ended()) {
                return result.get();
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return new CommandResult(
                CommandState.PENDING,
                result.map(waits -> "The wish is kept. " + waits.outcome())
                        .orElseGet(this::pending));
    }

    private String pending() {
        Optional<Commands.WaitedFor> waited = database.statement(tx -> Commands.waitedFor(tx, id));
        if (waited.isEmpty()) {
            return "The wish is kept, but no server or runner has carried it out yet: is one running?";
        }
        String delivery = "The wish is kept as delivery " + waited.get().delivery().value();
        return waited.get()
                .error()
                .map(error -> delivery + " and tried again: " + error)
                .orElse(delivery + ", but no server has carried it out yet: is one running?");
    }
}
