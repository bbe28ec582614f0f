package dev.minijenkin.cli;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.CommandState;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.notify.Notifier;
import dev.minijenkin.engine.command.CommandArguments;
import dev.minijenkin.engine.command.CommandKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mini-jenkin redeliver`
@Command(
        name = "redeliver",
        mixinStandardHelpOptions = true,
        description = "Carries deliveries that failed out again: hooks, triggers, schedules.")
final class RedeliverCommand implements Callable<Integer> {
    @Mixin private DatabaseOptions database;

    @Parameters(paramLabel = "ID", arity = "1..*", description = "number of a delivery that failed")
    private List<Long> ids = List.of();

    @Option(names = "--reason", paramLabel = "TEXT", description = "why; kept in the audit log")
    private @Nullable String reason;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        DatabaseConfiguration configuration = database.configuration("redeliver");
        try (Notifier notifier = new Notifier(configuration.dataSource());
                Database open = Database.open(configuration, notifier)) {
            List<SentCommand> sent = new ArrayList<>();
            for (long id : ids) {
                sent.add(SentCommand.send(open, command(id)));
            }
            boolean all = true;
            for (int i = 0; i < sent.size(); i++) {
                CommandResult result = sent.get(i).await();
                spec.commandLine().getOut().println(ids.get(i) + ": " + result.outcome());
                all &= result.state() == CommandState.DONE;
            }
            return all ? 0 : 1;
        }
    }

    private NewCommand command(long id) {
        return new NewCommand(
                CommandKind.REDELIVER.word(),
                CommandArguments.delivery(new DeliveryId(id)),
                reason,
                null,
                null,
                null);
    }
}
