package dev.minijenkin.cli.wish;

import dev.minijenkin.cli.part.NamedRepository;
import dev.minijenkin.cli.part.WishOptions;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.notify.Notifier;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.engine.command.CommandArguments;
import dev.minijenkin.engine.command.CommandKind;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mini-jenkin trigger`
@Command(
        name = "trigger",
        mixinStandardHelpOptions = true,
        description = "Starts the workflows of a repository that have workflow_dispatch.")
public final class TriggerCommand implements Callable<Integer> {
    @Mixin private WishOptions wish;

    @Parameters(paramLabel = "REPOSITORY", description = "name of the repository")
    private String repository = "";

    @Option(
            names = "--ref",
            paramLabel = "REF",
            description = "branch, tag or commit (default: the default branch)")
    private String ref = "";

    @Option(
            names = "--workflow",
            paramLabel = "WORKFLOW",
            description = "name or file of the workflow (default: all that have workflow_dispatch)")
    private String workflow = "";

    @Option(
            names = "--input",
            paramLabel = "NAME=VALUE",
            description = "an input of the workflow; may be given several times")
    private List<String> inputs = List.of();

    @Option(
            names = "--list",
            description = "only list what can be started on the default branch, with its inputs")
    private boolean list;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Map<String, String> given = given();
        DatabaseConfiguration configuration = wish.configuration();
        try (Notifier notifier = new Notifier(configuration.dataSource());
                Database open = Database.open(configuration, notifier)) {
            Repository found = NamedRepository.find(open, repository);
            PrintWriter out = spec.commandLine().getOut();
            DispatchableWorkflows known = DispatchableWorkflows.of(open, found);
            if (list) {
                known.print(out);
                return 0;
            }
            String path =
                    ref.isEmpty() || ref.equals(found.defaultBranch())
                            ? known.checked(workflow, given)
                            : workflow;
            return wish.send(open, command(found, path, given));
        }
    }

    private NewCommand command(Repository found, String path, Map<String, String> given) {
        return new NewCommand(
                CommandKind.TRIGGER.word(),
                CommandArguments.trigger(ref.isEmpty() ? found.defaultBranch() : ref, path, given),
                wish.reason(),
                null,
                null,
                found.id());
    }

    private Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        for (String input : inputs) {
            int equals = input.indexOf('=');
            if (equals < 1) {
                throw new ParameterException(
                        spec.commandLine(),
                        "\"" + input + "\" is no input: write --input NAME=VALUE");
            }
            String name = input.substring(0, equals);
            if (given.put(name, input.substring(equals + 1)) != null) {
                throw new ParameterException(
                        spec.commandLine(), "The input \"" + name + "\" is given twice");
            }
        }
        return given;
    }
}
