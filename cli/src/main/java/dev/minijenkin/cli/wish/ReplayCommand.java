package dev.minijenkin.cli.wish;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.cli.part.WishOptions;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.engine.command.CommandArguments;
import dev.minijenkin.engine.command.CommandKind;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `mini-jenkin replay`
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Has deliveries that have ended come once more, as others: what they ask for starts anew.",
            "'mini-jenkin redeliver' goes on with one that failed, and starts nothing twice.",
            "--dry-run says what they would start, and starts nothing."
        })
public final class ReplayCommand implements Callable<Integer> {
    @Mixin private WishOptions wish;

    @Parameters(
            paramLabel = "ID",
            arity = "1..*",
            description = "number of a delivery that has ended")
    private List<Long> ids = List.of();

    @Option(
            names = "--dry-run",
            description = "say what they would start, were they to come now, and start nothing")
    private boolean dryRun;

    @Option(
            names = "--ref",
            paramLabel = "REF",
            description =
                    "with --dry-run: as if there were the workflow files of this branch, tag or commit")
    private String ref = "";

    @Override
    public Integer call() throws InterruptedException {
        if (!ref.isEmpty() && !dryRun) {
            throw new CommandFailureException(
                    "--ref says whose files count for --dry-run: give that too.");
        }
        return wish.sendAll(ids, this::command);
    }

    private NewCommand command(long id) {
        DeliveryId delivery = new DeliveryId(id);
        return dryRun
                ? wish.command(CommandKind.PREVIEW, CommandArguments.preview(delivery, ref))
                : wish.command(CommandKind.REPLAY, CommandArguments.delivery(delivery));
    }
}
