package dev.minijenkin.cli.wish;

import dev.minijenkin.cli.part.WishOptions;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.engine.command.CommandKind;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `mini-jenkin cancel`
@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        description = {"Ends a run, but for the jobs that tidy up, or one job."})
public final class CancelCommand implements Callable<Integer> {
    @Mixin private WishOptions wish;

    @Mixin private RunOrJob about;

    @Override
    public Integer call() throws InterruptedException {
        NewCommand command = about.command(CommandKind.CANCEL, wish.reason());
        return wish.send(_ -> command);
    }
}
