package dev.minijenkin.cli.wish;

import dev.minijenkin.cli.part.DatabaseOptions;
import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.command.CommandLog;
import dev.minijenkin.db.command.CommandState;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.command.LoggedCommand;
import dev.minijenkin.db.notify.Notifier;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mini-jenkin withdraw`
@Command(
        name = "withdraw",
        mixinStandardHelpOptions = true,
        description = {
            "Takes commands back that are not carried out yet: your own, or anybody's as an administrator.",
            "'mini-jenkin commands --pending' lists them."
        })
public final class WithdrawCommand implements Callable<Integer> {
    @Mixin private DatabaseOptions database;

    @Parameters(paramLabel = "ID", arity = "1..*", description = "number of a command")
    private List<Long> ids = List.of();

    @Option(names = "--reason", paramLabel = "TEXT", description = "why; kept in the audit log")
    private @Nullable String reason;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        DatabaseConfiguration configuration = database.configuration("withdraw");
        try (Notifier notifier = new Notifier(configuration.dataSource());
                Database open = Database.open(configuration, notifier)) {
            boolean all = true;
            for (long number : ids) {
                CommandId id = new CommandId(number);
                boolean withdrawn = open.statement(tx -> Commands.withdraw(tx, id, reason));
                String sentence =
                        withdrawn
                                ? "taken back"
                                : refusal(open.statement(tx -> CommandLog.find(tx, id)));
                spec.commandLine().getOut().println(number + ": " + sentence);
                all &= withdrawn;
            }
            return all ? 0 : 1;
        }
    }

    private static String refusal(Optional<LoggedCommand> found) {
        if (found.isEmpty()) {
            return "there is no such command";
        }
        LoggedCommand command = found.get();
        if (command.state() != CommandState.PENDING) {
            return "it is %s already: %s"
                    .formatted(EnumWords.of(command.state()), command.outcome());
        }
        return command.executedBy() == null
                ? "it is one of %s: only they and administrators take it back"
                        .formatted(command.actor())
                : "it is being carried out by a server";
    }
}
