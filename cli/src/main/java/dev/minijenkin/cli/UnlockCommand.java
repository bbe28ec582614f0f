package dev.minijenkin.cli;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.notify.Notifier;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.engine.command.CommandArguments;
import dev.minijenkin.engine.command.CommandKind;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mini-jenkin unlock`
@Command(
        name = "unlock",
        mixinStandardHelpOptions = true,
        description = {
            "Frees an environment that is kept locked after a deployment failed or lost its runner.",
            "Look first whether anything of that deployment still runs."
        })
final class UnlockCommand implements Callable<Integer> {
    @Mixin private DatabaseOptions database;

    @Parameters(index = "0", paramLabel = "REPOSITORY", description = "name of the repository")
    private String repository = "";

    @Parameters(index = "1", paramLabel = "ENVIRONMENT", description = "name of the environment")
    private String environment = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "why; kept in the audit log")
    private @Nullable String reason;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        DatabaseConfiguration configuration = database.configuration("unlock");
        try (Notifier notifier = new Notifier(configuration.dataSource());
                Database open = Database.open(configuration, notifier)) {
            Repository found = NamedRepository.find(open, repository);
            NewCommand command =
                    new NewCommand(
                            CommandKind.FREE_ENVIRONMENT.word(),
                            CommandArguments.environment(environment),
                            reason,
                            null,
                            null,
                            found.id());
            return SentCommand.carryOut(open, command, spec.commandLine().getOut());
        }
    }
}
