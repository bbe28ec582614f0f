package dev.minijenkin.cli.view;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.cli.part.DatabaseOptions;
import dev.minijenkin.cli.part.LocalTimes;
import dev.minijenkin.cli.part.SentCommand;
import dev.minijenkin.cli.part.Table;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.notify.Notifier;
import dev.minijenkin.db.outbox.Message;
import dev.minijenkin.db.outbox.MessageId;
import dev.minijenkin.db.outbox.Messages;
import dev.minijenkin.engine.command.CommandArguments;
import dev.minijenkin.engine.command.CommandKind;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mini-jenkin outbox`
@Command(
        name = "outbox",
        mixinStandardHelpOptions = true,
        description = "Shows messages to targets, and sends again what was given up.",
        synopsisSubcommandLabel = "COMMAND")
public final class OutboxCommand implements Runnable {
    private static final List<String> STATES = List.of("pending", "delivered", "unchanged", "dead");
    private static final int MOST_RESENT = 10_000;

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "list or resend?");
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description =
                    "Lists messages that wait and those that were given up, the newest first.")
    void list(
            @Mixin DatabaseOptions database,
            @Option(
                            names = "--target",
                            paramLabel = "NAME",
                            defaultValue = "",
                            description = "of this target (default: of all)")
                    String target,
            @Option(
                            names = "--state",
                            paramLabel = "STATE",
                            defaultValue = "",
                            description = "pending, delivered, unchanged or dead")
                    String state,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "50",
                            description = "how many (default: ${DEFAULT-VALUE})")
                    int limit) {
        if (!state.isEmpty() && !STATES.contains(state)) {
            throw new CommandFailureException(
                    "There is no state \"%s\"; there are: %s"
                            .formatted(state, String.join(", ", STATES)));
        }
        List<String> states = state.isEmpty() ? List.of("pending", "dead") : List.of(state);
        try (Database open = Database.open(database.configuration("outbox"), HintSink.NONE)) {
            Table table =
                    new Table("ID", "TARGET", "EVENT", "ABOUT", "STATE", "TRIES", "SINCE", "ERROR");
            for (Message message :
                    open.statement(tx -> Messages.newest(tx, states, target, limit))) {
                table.row(
                        Long.toString(message.id().value()),
                        message.target(),
                        message.event().replace('_', '-'),
                        message.about(),
                        message.state(),
                        Integer.toString(message.attempts()),
                        LocalTimes.text(message.created()),
                        message.lastError());
            }
            PrintWriter out = spec.commandLine().getOut();
            table.print(out);
            out.flush();
        }
    }

    @Command(
            name = "resend",
            mixinStandardHelpOptions = true,
            description =
                    "Sends messages that were given up again, under the same keys: a receiver knows a repetition.")
    int resend(
            @Mixin DatabaseOptions database,
            @Option(names = "--all", description = "all that were given up") boolean all,
            @Option(
                            names = "--target",
                            paramLabel = "NAME",
                            defaultValue = "",
                            description = "with --all: of this target")
                    String target,
            @Option(
                            names = "--reason",
                            paramLabel = "TEXT",
                            description = "why; kept in the audit log")
                    @Nullable String reason,
            @Parameters(paramLabel = "ID", arity = "0..*", description = "numbers of messages")
                    List<Long> ids)
            throws InterruptedException {
        if (all == (ids != null && !ids.isEmpty())) {
            throw new CommandFailureException("Give numbers of messages, or --all.");
        }
        DatabaseConfiguration configuration = database.configuration("outbox");
        try (Notifier notifier = new Notifier(configuration.dataSource());
                Database open = Database.open(configuration, notifier)) {
            List<MessageId> messages =
                    all
                            ? open.statement(tx -> Messages.dead(tx, target, MOST_RESENT))
                            : ids.stream().map(MessageId::new).toList();
            if (messages.isEmpty()) {
                spec.commandLine().getOut().println("No message was given up.");
                return 0;
            }
            return SentCommand.carryOut(
                    open,
                    new NewCommand(
                            CommandKind.RESEND.word(),
                            CommandArguments.messages(messages),
                            reason,
                            null,
                            null,
                            null),
                    spec.commandLine().getOut());
        }
    }
}
