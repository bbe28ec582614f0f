package dev.minijenkin.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command without a subcommand: says what there is.
@Command(
        name = "mini-jenkin",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "CI/CD on nothing but PostgreSQL.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            ServerCommand.class,
            RunnerCommand.class,
            ConsoleCommand.class,
            MigrateCommand.class,
            RepositoryCommand.class,
            TriggerCommand.class,
            LogsCommand.class,
            StatusCommand.class,
            LintCommand.class,
            PlanCommand.class,
            ExprCommand.class,
            StressCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Options can also be given as environment variables (--db as MINI_JENKIN_DB) and in",
            "~/.mini-jenkin/mini-jenkin.properties (db=…). POSTGRES_HOST, POSTGRES_PORT, POSTGRES_DB,",
            "POSTGRES_USER and POSTGRES_PASSWORD work too. Without any of them a running",
            "'mini-jenkin up' is found by itself."
        })
final class MiniJenkin implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }
}
