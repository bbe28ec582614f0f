package dev.minijenkin.cli.setup;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.cli.part.DatabaseOptions;
import dev.minijenkin.cli.part.NamedRepository;
import dev.minijenkin.cli.part.SentCommand;
import dev.minijenkin.cli.part.Table;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.notify.Notifier;
import dev.minijenkin.db.repository.ForkApproval;
import dev.minijenkin.db.repository.GuestRuns;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.db.repository.RepositoryRegistration;
import dev.minijenkin.engine.command.CommandArguments;
import dev.minijenkin.engine.command.CommandKind;
import dev.minijenkin.server.registration.PostReceiveHook;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mini-jenkin repository`
@Command(
        name = "repository",
        mixinStandardHelpOptions = true,
        description = "Registers repositories whose pushes start runs.",
        synopsisSubcommandLabel = "COMMAND")
public final class RepositoryCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "add, change, list, forks, guests, refresh or remove?");
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Registers a repository and says how its hook is set up.")
    void add(
            @Mixin DatabaseOptions database,
            @Option(
                            names = "--branch",
                            paramLabel = "BRANCH",
                            defaultValue = "main",
                            description = "default branch (default: main)")
                    String branch,
            @Option(
                            names = "--server",
                            paramLabel = "URL",
                            defaultValue = "http://127.0.0.1:8080",
                            description = "address of the server (default: ${DEFAULT-VALUE})")
                    URI server,
            @Option(
                            names = "--install-hook",
                            description =
                                    "also write the post-receive hook into the bare repository at URL")
                    boolean installHook,
            @Option(
                            names = "--github-folder",
                            description =
                                    "read .github/workflows where .mini-jenkin/workflows is missing")
                    boolean githubFolder,
            @Parameters(paramLabel = "NAME", description = "name, such as shop/web") String name,
            @Parameters(paramLabel = "URL", description = "path or URL that git fetches from")
                    String url) {
        DatabaseConfiguration configuration = database.configuration("repository");
        try (Notifier notifier = new Notifier(configuration.dataSource());
                Database open = Database.open(configuration, notifier)) {
            String secret =
                    new RepositoryRegistration(open, new SecureRandom())
                            .register(name, address(url), branch, githubFolder)
                            .hookSecret();
            PrintWriter out = spec.commandLine().getOut();
            out.println("Registered " + name + ".");
            if (installHook) {
                Path folder = Path.of(url).toAbsolutePath();
                if (!Files.isDirectory(folder)) {
                    throw new CommandFailureException(
                            folder
                                    + " is no folder: --install-hook needs a repository on this machine.");
                }
                PostReceiveHook.install(folder, server.toString(), name, secret);
                out.println("Wrote the hook " + folder.resolve("hooks/post-receive") + ".");
            } else {
                out.println("Address of its hook: " + server.resolve("/hooks/" + name));
                out.println("Secret:              " + secret);
            }
        }
    }

    @Command(
            name = "change",
            mixinStandardHelpOptions = true,
            description = {
                "Brings a repository to other values; its hook and its secret stay.",
                "Its files are looked at with the next push, or by 'repository refresh'."
            })
    void change(
            @Mixin DatabaseOptions database,
            @Option(names = "--branch", paramLabel = "BRANCH", description = "default branch")
                    @Nullable String branch,
            @Option(
                            names = "--url",
                            paramLabel = "URL",
                            description = "path or URL that git fetches from")
                    @Nullable String url,
            @Option(
                            names = "--github-folder",
                            negatable = true,
                            arity = "0",
                            description =
                                    "read .github/workflows where .mini-jenkin/workflows is missing;"
                                            + " or do not")
                    @Nullable Boolean githubFolder,
            @Parameters(paramLabel = "NAME", description = "name of the repository") String name) {
        if (branch == null && url == null && githubFolder == null) {
            throw new ParameterException(
                    spec.commandLine(), "--branch, --url or --[no-]github-folder?");
        }
        try (Database open = Database.open(database.configuration("repository"), HintSink.NONE)) {
            Repository repository = NamedRepository.find(open, name);
            open.run(tx ->
                    Repositories.change(
                            tx,
                            repository.id(),
                            url == null ? repository.url() : address(url),
                            branch == null ? repository.defaultBranch() : branch,
                            githubFolder == null ? repository.readsGithubFolder() : githubFolder));
            spec.commandLine().getOut().println("Changed %s.".formatted(repository.name()));
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the registered repositories.")
    void list(@Mixin DatabaseOptions database) {
        try (Database open = Database.open(database.configuration("repository"), HintSink.NONE)) {
            Table table = new Table("NAME", "BRANCH", "FILES", "FORKS WAIT", "ON GUESTS", "URL");
            for (Repository repository : open.statement(Repositories::all)) {
                table.row(
                        repository.name(),
                        repository.defaultBranch(),
                        repository.readsGithubFolder() ? ".mini-jenkin, .github" : ".mini-jenkin",
                        ForkApprovalWords.of(repository.forkApproval()),
                        EnumWords.of(repository.guestRuns()),
                        repository.url());
            }
            PrintWriter out = spec.commandLine().getOut();
            table.print(out);
            out.flush();
        }
    }

    @Command(
            name = "forks",
            mixinStandardHelpOptions = true,
            description = {
                "Says whose pull requests from forks wait until an operator releases their runs:",
                "  outsiders    of all who are no collaborators of the repository (as it is at first)",
                "  first-time   of those who contribute to it for the first time",
                "  new-to-host  of those who are new to the git host too",
                "What waits already goes on waiting: release it."
            })
    void forks(
            @Mixin DatabaseOptions database,
            @Parameters(paramLabel = "NAME", description = "name of the repository") String name,
            @Parameters(paramLabel = "WHOSE", description = "outsiders, first-time or new-to-host")
                    String whose) {
        ForkApproval approval = ForkApprovalWords.parse(whose);
        try (Database open = Database.open(database.configuration("repository"), HintSink.NONE)) {
            Repository repository = NamedRepository.find(open, name);
            open.run(tx -> Repositories.setForkApproval(tx, repository.id(), approval));
            spec.commandLine()
                    .getOut()
                    .println(
                            "Pull requests from forks of %s wait for an operator: %s."
                                    .formatted(
                                            repository.name(),
                                            ForkApprovalWords.meaning(approval)));
        }
    }

    @Command(
            name = "guests",
            mixinStandardHelpOptions = true,
            description = {
                "Says which of its runs guest runners carry out, and nobody else (runner --guest):",
                "  none   no run (as it is at first)",
                "  forks  those of pull requests from forks",
                "  all    every run",
                "Counts for runs that begin from now on."
            })
    void guests(
            @Mixin DatabaseOptions database,
            @Parameters(paramLabel = "NAME", description = "name of the repository") String name,
            @Parameters(paramLabel = "WHICH", description = "${COMPLETION-CANDIDATES}")
                    GuestRuns which) {
        try (Database open = Database.open(database.configuration("repository"), HintSink.NONE)) {
            Repository repository = NamedRepository.find(open, name);
            open.run(tx -> Repositories.setGuestRuns(tx, repository.id(), which));
            spec.commandLine().getOut().println(which.meaning(repository.name()));
        }
    }

    @Command(
            name = "refresh",
            mixinStandardHelpOptions = true,
            description = "Has the workflow files of its default branch read again.")
    int refresh(
            @Mixin DatabaseOptions database,
            @Parameters(paramLabel = "NAME", description = "name of the repository") String name)
            throws InterruptedException {
        DatabaseConfiguration configuration = database.configuration("repository");
        try (Notifier notifier = new Notifier(configuration.dataSource());
                Database open = Database.open(configuration, notifier)) {
            Repository repository = NamedRepository.find(open, name);
            return SentCommand.carryOut(
                    open,
                    new NewCommand(
                            CommandKind.REFRESH.word(),
                            CommandArguments.NONE,
                            null,
                            null,
                            null,
                            repository.id()),
                    spec.commandLine().getOut());
        }
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = {
                "Forgets a repository with all of its runs, logs, environments, secrets and variables.",
                "Not while one of its runs is open: cancel it first."
            })
    void remove(
            @Mixin DatabaseOptions database,
            @Parameters(paramLabel = "NAME", description = "name of the repository") String name) {
        try (Database open = Database.open(database.configuration("repository"), HintSink.NONE)) {
            Repository repository = NamedRepository.find(open, name);
            if (!open.<Boolean>statement(tx -> Repositories.remove(tx, repository.id()))) {
                throw new CommandFailureException(
                        "%s has runs that are open: cancel them, and remove it when they have ended."
                                .formatted(repository.name()));
            }
            spec.commandLine().getOut().println("Removed %s.".formatted(repository.name()));
        }
    }

    /// A folder on this machine by its whole path, because the server's working folder is another.
    private static String address(String url) {
        Path folder = Path.of(url);
        return !url.contains("://") && Files.isDirectory(folder)
                ? folder.toAbsolutePath().normalize().toString()
                : url;
    }
}
