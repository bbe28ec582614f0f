package dev.minijenkin.cli.setup;

import dev.minijenkin.cli.part.DatabaseOptions;
import dev.minijenkin.cli.part.NamedRepository;
import dev.minijenkin.cli.part.Table;
import dev.minijenkin.cli.part.WishOptions;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.repository.Pipeline;
import dev.minijenkin.db.repository.Pipelines;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.engine.command.CommandArguments;
import dev.minijenkin.engine.command.CommandKind;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mini-jenkin pipeline`
@Command(
        name = "pipeline",
        mixinStandardHelpOptions = true,
        description = "Lists pipelines, and changes how they are treated.",
        synopsisSubcommandLabel = "COMMAND")
public final class PipelineCommand implements Runnable {
    @Spec private CommandSpec spec;

    /// One of a repository.
    static final class Named {
        @Parameters(index = "0", paramLabel = "REPOSITORY", description = "name of the repository")
        private String repository = "";

        @Parameters(
                index = "1",
                paramLabel = "FILE",
                description = "path of the workflow file, or its bare name")
        private String file = "";

        private NewCommand command(Database open, CommandKind kind, @Nullable String reason) {
            return command(open, kind, CommandArguments.workflow(file), reason);
        }

        private NewCommand command(
                Database open, CommandKind kind, String arguments, @Nullable String reason) {
            return new NewCommand(
                    kind.word(),
                    arguments,
                    reason,
                    null,
                    null,
                    NamedRepository.find(open, repository).id());
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "list, off, on or test-reports?");
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the pipelines of all repositories, or of one.")
    void list(
            @Mixin DatabaseOptions database,
            @Parameters(
                            arity = "0..1",
                            paramLabel = "REPOSITORY",
                            defaultValue = "",
                            description = "name of the repository")
                    String repository) {
        try (Database open = Database.open(database.configuration("pipeline"), HintSink.NONE)) {
            List<Repository> repositories =
                    repository.isEmpty()
                            ? open.statement(Repositories::all)
                            : List.of(NamedRepository.find(open, repository));
            Table table = new Table("REPOSITORY", "PIPELINE", "FILE", "RUNS", "TEST REPORTS");
            for (Repository each : repositories) {
                for (Pipeline pipeline :
                        open.statement(tx -> Pipelines.ofRepository(tx, each.id()))) {
                    table.row(
                            each.name(),
                            pipeline.name(),
                            pipeline.path(),
                            pipeline.enabled() ? "on" : "off",
                            String.join(" ", pipeline.testReports()));
                }
            }
            PrintWriter out = spec.commandLine().getOut();
            table.print(out);
            out.flush();
        }
    }

    @Command(
            name = "off",
            mixinStandardHelpOptions = true,
            description =
                    "Lets a pipeline start no more runs, whatever comes; those that it has go on.")
    int off(@Mixin WishOptions wish, @Mixin Named named) throws InterruptedException {
        return wish.send(open -> named.command(open, CommandKind.SWITCH_OFF, wish.reason()));
    }

    @Command(
            name = "on",
            mixinStandardHelpOptions = true,
            description =
                    "Lets a pipeline start runs again. What came meanwhile is not made up for.")
    int on(@Mixin WishOptions wish, @Mixin Named named) throws InterruptedException {
        return wish.send(open -> named.command(open, CommandKind.SWITCH_ON, wish.reason()));
    }

    @Command(
            name = "test-reports",
            mixinStandardHelpOptions = true,
            description = {
                "Has runners look for JUnit XML where a job of a pipeline has ended, and keep it",
                "test by test. The workflow file stays as it is."
            })
    int testReports(
            @Mixin WishOptions wish,
            @Mixin Named named,
            @Parameters(
                            index = "2..*",
                            arity = "0..*",
                            paramLabel = "PATTERN",
                            description = {
                                "of files in the workspace: 'target/surefire-reports/TEST-*.xml',",
                                "'**/junit.xml'; ! takes away again"
                            })
                    @Nullable List<String> patterns,
            @Option(names = "--none", description = "look for none any more") boolean none)
            throws InterruptedException {
        List<String> given = patterns == null ? List.of() : patterns;
        if (given.isEmpty() != none) {
            throw new ParameterException(
                    spec.subcommands().get("test-reports"), "Give patterns of files, or --none");
        }
        return wish.send(open ->
                named.command(
                        open,
                        CommandKind.FIND_TEST_REPORTS,
                        CommandArguments.testReports(named.file, given),
                        wish.reason()));
    }
}
