package dev.minijenkin.cli.wish;

import dev.minijenkin.cli.part.WishOptions;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.engine.command.CommandArguments;
import dev.minijenkin.engine.command.CommandKind;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `mini-jenkin redeliver`
@Command(
        name = "redeliver",
        mixinStandardHelpOptions = true,
        description = {
            "Carries deliveries that failed out again: hooks, triggers, schedules. What started already does",
            "not start twice; 'mini-jenkin replay' starts anew what a delivery asks for."
        })
public final class RedeliverCommand implements Callable<Integer> {
    @Mixin private WishOptions wish;

    @Parameters(paramLabel = "ID", arity = "1..*", description = "number of a delivery that failed")
    private List<Long> ids = List.of();

    @Override
    public Integer call() throws InterruptedException {
        return wish.sendAll(ids, this::command);
    }

    private NewCommand command(long id) {
        return wish.command(CommandKind.REDELIVER, CommandArguments.delivery(new DeliveryId(id)));
    }
}
