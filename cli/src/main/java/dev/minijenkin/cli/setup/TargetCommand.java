package dev.minijenkin.cli.setup;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.cli.part.DatabaseOptions;
import dev.minijenkin.cli.part.SentCommand;
import dev.minijenkin.cli.part.Table;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.CommandState;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.notify.Notifier;
import dev.minijenkin.db.outbox.Target;
import dev.minijenkin.db.outbox.TargetTrial;
import dev.minijenkin.db.outbox.Targets;
import dev.minijenkin.engine.command.CommandArguments;
import dev.minijenkin.engine.command.CommandKind;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mini-jenkin target`
@Command(
        name = "target",
        mixinStandardHelpOptions = true,
        description = {
            "Says where messages about runs go: to Slack, Discord, any webhook, and as commit",
            "statuses to GitHub, GitLab, Gitea, Forgejo and Bitbucket."
        },
        synopsisSubcommandLabel = "COMMAND")
public final class TargetCommand implements Runnable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "add, list, test, pause, resume or remove?");
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = {
                "Adds a target. Its secret is read from standard input, or asked for, and sealed to the",
                "key of the servers: the whole address of a chat, what a webhook is signed with, or the",
                "token of a forge. It must not stand on a command line."
            })
    void add(
            @Mixin DatabaseOptions database,
            @Mixin TargetOptions options,
            @Parameters(paramLabel = "NAME", description = "what it is called") String name) {
        PrintWriter out = spec.commandLine().getOut();
        try (Database open = Database.open(configuration(database), HintSink.NONE)) {
            NewTargets.add(open, name, options)
                    .ifPresent(secret ->
                            out.println("It is signed (standardwebhooks.com) with: " + secret));
            out.println(
                    "Added %s. 'mini-jenkin target test %s' tries whether it is reached."
                            .formatted(name, name));
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the targets, what they hear of, and how they are.")
    void list(@Mixin DatabaseOptions database) {
        try (Database open = Database.open(configuration(database), HintSink.NONE)) {
            Table table = new Table("NAME", "KIND", "HEARS OF", "STATE", "WAITING", "DEAD", "URL");
            for (Target target : open.statement(Targets::all)) {
                table.row(
                        target.name(),
                        TargetWords.kind(target),
                        TargetWords.hearsOf(target),
                        TargetWords.state(target),
                        Long.toString(target.waiting()),
                        Long.toString(target.dead()),
                        target.url());
            }
            PrintWriter out = spec.commandLine().getOut();
            table.print(out);
            out.flush();
        }
    }

    @Command(
            name = "test",
            mixinStandardHelpOptions = true,
            description = "Sends a test message, and says what was answered.")
    int test(
            @Mixin DatabaseOptions database,
            @Parameters(paramLabel = "NAME", description = "name of the target") String name)
            throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        DatabaseConfiguration configuration = configuration(database);
        UUID key = UUID.randomUUID();
        try (Notifier notifier = new Notifier(configuration.dataSource());
                Database open = Database.open(configuration, notifier)) {
            CommandResult result =
                    SentCommand.send(
                                    open,
                                    new NewCommand(
                                            CommandKind.TEST_TARGET.word(),
                                            CommandArguments.target(name, key),
                                            null,
                                            null,
                                            null,
                                            null))
                            .await();
            if (result.state() != CommandState.DONE) {
                out.println(result.outcome());
                return 1;
            }
            TargetTrial.Outcome outcome = TargetTrial.await(open, name, key, PATIENCE);
            out.println(outcome.sentence() + (outcome.taken() ? "." : ""));
            return outcome.taken() ? 0 : 1;
        }
    }

    @Command(
            name = "pause",
            mixinStandardHelpOptions = true,
            description = "Sends it nothing more; what comes meanwhile waits.")
    void pause(
            @Mixin DatabaseOptions database,
            @Parameters(paramLabel = "NAME", description = "name of the target") String name) {
        enable(database, name, false);
        spec.commandLine()
                .getOut()
                .println("%s is sent nothing more; what comes waits.".formatted(name));
    }

    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            description = "Sends it what waits, and what comes.")
    void resume(
            @Mixin DatabaseOptions database,
            @Parameters(paramLabel = "NAME", description = "name of the target") String name) {
        enable(database, name, true);
        spec.commandLine()
                .getOut()
                .println("%s is sent what waits, and what comes.".formatted(name));
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Forgets a target, and the messages that wait for it.")
    void remove(
            @Mixin DatabaseOptions database,
            @Parameters(paramLabel = "NAME", description = "name of the target") String name) {
        try (Database open = Database.open(configuration(database), HintSink.NONE)) {
            require(open.statement(tx -> Targets.remove(tx, name)), name);
            spec.commandLine().getOut().println("Removed %s.".formatted(name));
        }
    }

    private static void enable(DatabaseOptions database, String name, boolean enabled) {
        try (Database open = Database.open(configuration(database), HintSink.NONE)) {
            require(open.statement(tx -> Targets.setEnabled(tx, name, enabled)), name);
        }
    }

    private static DatabaseConfiguration configuration(DatabaseOptions database) {
        return database.configuration("target");
    }

    private static void require(boolean found, String name) {
        if (!found) {
            throw new CommandFailureException(
                    "There is no target \"%s\"; 'mini-jenkin target list' names them."
                            .formatted(name));
        }
    }
}
