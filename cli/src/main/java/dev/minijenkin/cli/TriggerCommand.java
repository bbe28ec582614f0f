package dev.minijenkin.cli;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.CommandState;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.notify.Notifier;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.engine.command.CommandArguments;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mini-jenkin trigger`
@Command(
        name = "trigger",
        mixinStandardHelpOptions = true,
        description = "Starts the workflows of a repository that have workflow_dispatch.")
final class TriggerCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @Mixin private DatabaseOptions database;

    @Parameters(paramLabel = "REPOSITORY", description = "name of the repository")
    private String repository = "";

    @Option(
            names = "--ref",
            paramLabel = "REF",
            description = "branch, tag or commit (default: the default branch)")
    private String ref = "";

    @Option(
            names = "--workflow",
            paramLabel = "PATH",
            description = "workflow file (default: all that have workflow_dispatch)")
    private String workflow = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "why; kept in the audit log")
    private @Nullable String reason;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        DatabaseConfiguration configuration = database.configuration("trigger");
        try (Notifier notifier = new Notifier(configuration.dataSource());
                Database open = Database.open(configuration, notifier)) {
            Repository found =
                    open.statement(tx -> Repositories.find(tx, repository))
                            .orElseThrow(() ->
                                    new CommandFailureException(
                                            "There is no repository \""
                                                    + repository
                                                    + "\"; 'mini-jenkin repository list' names them."));
            CommandId command = open.statement(tx -> Commands.insert(tx, command(found)));
            CommandResult result = await(open, command);
            spec.commandLine().getOut().println(result.outcome());
            return result.state() == CommandState.DONE ? 0 : 1;
        }
    }

    private NewCommand command(Repository found) {
        return new NewCommand(
                "trigger",
                CommandArguments.trigger(ref.isEmpty() ? found.defaultBranch() : ref, workflow),
                reason,
                null,
                null,
                found.id());
    }

    private static CommandResult await(Database open, CommandId command)
            throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<CommandResult> result = open.statement(tx -> Commands.result(tx, command));
            if (result.isPresent()) {
                return result.get();
            }
            Thread.sleep(50);
        }
        return new CommandResult(
                CommandState.PENDING,
                "The wish is kept, but no server or runner has carried it out yet: is one running?");
    }
}
