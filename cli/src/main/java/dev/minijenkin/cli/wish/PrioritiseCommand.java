package dev.minijenkin.cli.wish;

import dev.minijenkin.cli.part.WishOptions;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.engine.command.CommandArguments;
import dev.minijenkin.engine.command.CommandKind;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `mini-jenkin prioritise`
@Command(
        name = "prioritise",
        aliases = "prioritize",
        mixinStandardHelpOptions = true,
        description = "Has the jobs of a run served earlier, or later, than those of others.")
public final class PrioritiseCommand implements Callable<Integer> {
    @Mixin private WishOptions wish;

    @Parameters(index = "0", paramLabel = "RUN", description = "id of the run")
    private long run;

    @Parameters(
            index = "1",
            paramLabel = "PRIORITY",
            description = "0 is served first, 99 last; without a command it is 50")
    private int priority;

    @Override
    public Integer call() throws InterruptedException {
        return wish.send(_ ->
                new NewCommand(
                        CommandKind.PRIORITISE.word(),
                        CommandArguments.priority(priority),
                        wish.reason(),
                        new RunId(run),
                        null,
                        null));
    }
}
