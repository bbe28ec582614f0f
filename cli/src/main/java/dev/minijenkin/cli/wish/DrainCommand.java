package dev.minijenkin.cli.wish;

import dev.minijenkin.cli.part.WishOptions;
import dev.minijenkin.engine.command.CommandArguments;
import dev.minijenkin.engine.command.CommandKind;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `mini-jenkin drain`
@Command(
        name = "drain",
        mixinStandardHelpOptions = true,
        description =
                "Lets a runner finish its jobs and take no more; 'mini-jenkin resume' ends that.")
public final class DrainCommand implements Callable<Integer> {
    @Mixin private WishOptions wish;

    @Parameters(paramLabel = "RUNNER", description = "name of the runner")
    private String runner = "";

    @Override
    public Integer call() throws InterruptedException {
        return wish.send(_ -> wish.command(CommandKind.DRAIN, CommandArguments.runner(runner)));
    }
}
