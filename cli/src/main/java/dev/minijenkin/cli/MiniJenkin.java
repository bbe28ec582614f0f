package dev.minijenkin.cli;

import dev.minijenkin.cli.host.ConsoleCommand;
import dev.minijenkin.cli.host.RunnerCommand;
import dev.minijenkin.cli.host.ServerCommand;
import dev.minijenkin.cli.host.UpCommand;
import dev.minijenkin.cli.run.RunCommand;
import dev.minijenkin.cli.setup.EnvironmentCommand;
import dev.minijenkin.cli.setup.InitCommand;
import dev.minijenkin.cli.setup.KeysCommand;
import dev.minijenkin.cli.setup.LimitCommand;
import dev.minijenkin.cli.setup.MigrateCommand;
import dev.minijenkin.cli.setup.PipelineCommand;
import dev.minijenkin.cli.setup.RepositoryCommand;
import dev.minijenkin.cli.setup.SecretCommand;
import dev.minijenkin.cli.setup.TargetCommand;
import dev.minijenkin.cli.setup.TokenCommand;
import dev.minijenkin.cli.setup.UserCommand;
import dev.minijenkin.cli.setup.VariableCommand;
import dev.minijenkin.cli.stress.StressCommand;
import dev.minijenkin.cli.view.DoctorCommand;
import dev.minijenkin.cli.view.ExplainCommand;
import dev.minijenkin.cli.view.HistoryCommand;
import dev.minijenkin.cli.view.LogsCommand;
import dev.minijenkin.cli.view.OutboxCommand;
import dev.minijenkin.cli.view.SearchCommand;
import dev.minijenkin.cli.view.StatusCommand;
import dev.minijenkin.cli.view.SummaryCommand;
import dev.minijenkin.cli.view.TestsCommand;
import dev.minijenkin.cli.wish.CancelCommand;
import dev.minijenkin.cli.wish.CommandsCommand;
import dev.minijenkin.cli.wish.DrainCommand;
import dev.minijenkin.cli.wish.ForgetCommand;
import dev.minijenkin.cli.wish.HoldCommand;
import dev.minijenkin.cli.wish.PrioritiseCommand;
import dev.minijenkin.cli.wish.RedeliverCommand;
import dev.minijenkin.cli.wish.ReleaseCommand;
import dev.minijenkin.cli.wish.ReplayCommand;
import dev.minijenkin.cli.wish.RerunCommand;
import dev.minijenkin.cli.wish.ResumeCommand;
import dev.minijenkin.cli.wish.TriggerCommand;
import dev.minijenkin.cli.wish.UnlockCommand;
import dev.minijenkin.cli.wish.WithdrawCommand;
import dev.minijenkin.cli.workflow.ExprCommand;
import dev.minijenkin.cli.workflow.LintCommand;
import dev.minijenkin.cli.workflow.PlanCommand;
import dev.minijenkin.cli.workflow.SurveyCommand;
import dev.minijenkin.instance.Program;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// The command without a subcommand: says what there is.
@Command(
        name = "mini-jenkin",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "CI/CD on nothing but PostgreSQL.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Options can also be given as environment variables (--db as MINI_JENKIN_DB) and in",
            "~/.mini-jenkin/mini-jenkin.properties (db=…). POSTGRES_HOST, POSTGRES_PORT, POSTGRES_DB,",
            "POSTGRES_USER and POSTGRES_PASSWORD work too. Without any of them a running",
            "'mini-jenkin up' is found by itself."
        })
final class MiniJenkin implements Runnable {
    private static final List<Class<?>> COMMANDS =
            List.of(
                    RunCommand.class,
                    UpCommand.class,
                    ServerCommand.class,
                    RunnerCommand.class,
                    ConsoleCommand.class,
                    InitCommand.class,
                    MigrateCommand.class,
                    UserCommand.class,
                    RepositoryCommand.class,
                    SecretCommand.class,
                    VariableCommand.class,
                    KeysCommand.class,
                    LimitCommand.class,
                    TokenCommand.class,
                    TriggerCommand.class,
                    EnvironmentCommand.class,
                    PipelineCommand.class,
                    CancelCommand.class,
                    RerunCommand.class,
                    HoldCommand.class,
                    ReleaseCommand.class,
                    PrioritiseCommand.class,
                    DrainCommand.class,
                    ResumeCommand.class,
                    ForgetCommand.class,
                    UnlockCommand.class,
                    RedeliverCommand.class,
                    ReplayCommand.class,
                    WithdrawCommand.class,
                    CommandsCommand.class,
                    HistoryCommand.class,
                    TargetCommand.class,
                    OutboxCommand.class,
                    LogsCommand.class,
                    StatusCommand.class,
                    SummaryCommand.class,
                    TestsCommand.class,
                    SearchCommand.class,
                    ExplainCommand.class,
                    DoctorCommand.class,
                    LintCommand.class,
                    PlanCommand.class,
                    SurveyCommand.class,
                    ExprCommand.class,
                    StressCommand.class,
                    HelpCommand.class);

    @Spec private CommandSpec spec;

    /// The command line for some arguments. Where they begin with the name of a command, that one
    /// alone is made ready: a start that a person waits for costs a third of a second less.
    ///
    /// @param program that these commands are, for those of its processes that a command starts
    static CommandLine commandLine(Program program, String... arguments) {
        CommandLine all = new CommandLine(new MiniJenkin());
        for (Class<?> command : COMMANDS) {
            if (arguments.length == 0
                    || !isNamed(arguments[0])
                    || isCalled(command, arguments[0])) {
                all.addSubcommand(made(command, program));
            }
        }
        for (Class<Long> number : List.of(Long.class, Long.TYPE)) {
            all.registerConverter(number, text -> number(text, Long::valueOf));
        }
        for (Class<Integer> number : List.of(Integer.class, Integer.TYPE)) {
            all.registerConverter(number, text -> number(text, Integer::valueOf));
        }
        return all;
    }

    /// Says what is wrong in words for whoever does not know what a `long` is.
    private static <N> N number(String text, Function<String, N> read) {
        try {
            return read.apply(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is no number");
        }
    }

    private static Object made(Class<?> command, Program program) {
        if (command == StressCommand.class) {
            return StressCommand.commandLine(program);
        }
        // An expression may begin with a sign.
        return command == ExprCommand.class
                ? new CommandLine(command).setUnmatchedOptionsArePositionalParams(true)
                : command;
    }

    private static boolean isNamed(String word) {
        return COMMANDS.stream()
                .filter(command -> command != HelpCommand.class)
                .anyMatch(command -> isCalled(command, word));
    }

    private static boolean isCalled(Class<?> command, String word) {
        Command named = command.getAnnotation(Command.class);
        return named.name().equals(word) || List.of(named.aliases()).contains(word);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }
}
