package dev.minijenkin.cli.wish;

import dev.minijenkin.cli.part.WishOptions;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.engine.command.CommandKind;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `mini-jenkin hold`
@Command(
        name = "hold",
        mixinStandardHelpOptions = true,
        description = {
            "Keeps a run, or one job, from beginning: what is in the queue leaves it, and nothing enters it.",
            "What a runner has goes on; 'mini-jenkin release' lets the rest go on."
        })
public final class HoldCommand implements Callable<Integer> {
    @Mixin private WishOptions wish;

    @Mixin private RunOrJob about;

    @Override
    public Integer call() throws InterruptedException {
        NewCommand command = about.command(CommandKind.HOLD, wish.reason());
        return wish.send(_ -> command);
    }
}
