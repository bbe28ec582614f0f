package dev.minijenkin.cli.wish;

import dev.minijenkin.cli.part.WishOptions;
import dev.minijenkin.engine.command.CommandArguments;
import dev.minijenkin.engine.command.CommandKind;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `mini-jenkin forget`
@Command(
        name = "forget",
        mixinStandardHelpOptions = true,
        description =
                "Counts a runner that is silent as one that has left: its host is gone for good.")
public final class ForgetCommand implements Callable<Integer> {
    @Mixin private WishOptions wish;

    @Parameters(paramLabel = "RUNNER", description = "name of the runner")
    private String runner = "";

    @Override
    public Integer call() throws InterruptedException {
        return wish.send(_ -> wish.command(CommandKind.FORGET, CommandArguments.runner(runner)));
    }
}
