package dev.minijenkin.cli.wish;

import dev.minijenkin.cli.part.NamedRepository;
import dev.minijenkin.cli.part.WishOptions;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.engine.command.CommandArguments;
import dev.minijenkin.engine.command.CommandKind;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `mini-jenkin unlock`
@Command(
        name = "unlock",
        mixinStandardHelpOptions = true,
        description = {
            "Frees an environment that is kept locked after a deployment failed or lost its runner.",
            "Look first whether anything of that deployment still runs."
        })
public final class UnlockCommand implements Callable<Integer> {
    @Mixin private WishOptions wish;

    @Parameters(index = "0", paramLabel = "REPOSITORY", description = "name of the repository")
    private String repository = "";

    @Parameters(index = "1", paramLabel = "ENVIRONMENT", description = "name of the environment")
    private String environment = "";

    @Override
    public Integer call() throws InterruptedException {
        return wish.send(open ->
                new NewCommand(
                        CommandKind.FREE_ENVIRONMENT.word(),
                        CommandArguments.environment(environment),
                        wish.reason(),
                        null,
                        null,
                        NamedRepository.find(open, repository).id()));
    }
}
