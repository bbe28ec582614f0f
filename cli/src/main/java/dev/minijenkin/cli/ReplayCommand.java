package dev.minijenkin.cli;

import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.engine.command.CommandArguments;
import dev.minijenkin.engine.command.CommandKind;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `mini-jenkin replay`
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Has deliveries that have ended come once more, as others: what they ask for starts anew.",
            "'mini-jenkin redeliver' goes on with one that failed, and starts nothing twice."
        })
final class ReplayCommand implements Callable<Integer> {
    @Mixin private WishOptions wish;

    @Parameters(
            paramLabel = "ID",
            arity = "1..*",
            description = "number of a delivery that has ended")
    private List<Long> ids = List.of();

    @Override
    public Integer call() throws InterruptedException {
        return wish.sendAll(ids, this::command);
    }

    private NewCommand command(long id) {
        return wish.command(CommandKind.REPLAY, CommandArguments.delivery(new DeliveryId(id)));
    }
}
