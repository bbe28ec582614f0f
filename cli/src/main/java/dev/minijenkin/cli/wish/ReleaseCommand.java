package dev.minijenkin.cli.wish;

import dev.minijenkin.cli.part.WishOptions;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.engine.command.CommandKind;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `mini-jenkin release`
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = {"Lets a run, or one job, go on that is held."})
public final class ReleaseCommand implements Callable<Integer> {
    @Mixin private WishOptions wish;

    @Mixin private RunOrJob about;

    @Override
    public Integer call() throws InterruptedException {
        NewCommand command = about.command(CommandKind.RELEASE, wish.reason());
        return wish.send(_ -> command);
    }
}
