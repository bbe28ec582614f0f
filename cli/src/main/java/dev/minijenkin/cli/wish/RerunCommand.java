package dev.minijenkin.cli.wish;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.cli.part.WishOptions;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.engine.command.CommandKind;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `mini-jenkin rerun`
@Command(
        name = "rerun",
        mixinStandardHelpOptions = true,
        description =
                "Carries the jobs of a run that has ended out again, as another attempt of it, or one job with what needs it.")
public final class RerunCommand implements Callable<Integer> {
    @Mixin private WishOptions wish;

    @Mixin private RunOrJob about;

    @Option(names = "--failed", description = "only the jobs that failed, and what needs them")
    private boolean failed;

    @Override
    public Integer call() throws InterruptedException {
        if (failed && about.isJob()) {
            throw new CommandFailureException("--failed is for a run: leave it out with --job.");
        }
        NewCommand command =
                about.command(
                        failed ? CommandKind.RERUN_FAILED : CommandKind.RERUN,
                        CommandKind.RERUN_JOB,
                        wish.reason());
        return wish.send(_ -> command);
    }
}
