package dev.minijenkin.cli.setup;

import dev.minijenkin.cli.part.DatabaseOptions;
import dev.minijenkin.cli.part.LocalTimes;
import dev.minijenkin.cli.part.Table;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.login.LoginRow;
import dev.minijenkin.db.login.Logins;
import dev.minijenkin.db.login.Password;
import dev.minijenkin.db.login.PersonRole;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.view.frame.Persons;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mini-jenkin user`
@Command(
        name = "user",
        mixinStandardHelpOptions = true,
        description = {
            "The people who may log in, by the console, the command line and psql: each is a role of",
            "the database. Administrators add and remove them."
        },
        synopsisSubcommandLabel = "COMMAND")
public final class UserCommand implements Runnable {
    private static final String GENERATE = "--generate";

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "add, list, remove or password?");
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = {
                "Adds a person. Asks for the password, twice, without showing it; reads it from the",
                "standard input where that is no terminal."
            })
    void add(
            @Mixin DatabaseOptions database,
            @Parameters(paramLabel = "NAME", description = "what the person logs in as")
                    String name,
            @Option(
                            names = "--role",
                            paramLabel = "ROLE",
                            required = true,
                            description =
                                    "viewer (reads), operator (also triggers, cancels, approves), admin (also manages repositories, secrets, people) or guest_runner (what 'runner --guest' logs in as)")
                    PersonRole role,
            @Option(
                            names = "--repository",
                            paramLabel = "REPOSITORY",
                            description =
                                    "lets the person see and steer this repository only, or the guest runner carry out its jobs only; may be given several times")
                    @Nullable List<String> repositories,
            @Option(
                            names = GENERATE,
                            description =
                                    "make a password and print it, alone, on the standard output")
                    boolean generate) {
        try (Database open = open(database)) {
            Password password = password(name, generate);
            open.run(tx -> Logins.addPerson(tx, name, password, role, repositories));
            show(password, generate);
        }
        tell("Added %s as %s%s.".formatted(name, EnumWords.of(role), limit(repositories)));
    }

    @Command(
            name = "limit",
            mixinStandardHelpOptions = true,
            description = {
                "Says which repositories a viewer or an operator sees and steers, or a guest runner carries",
                "out jobs of: those that are named, and no others than these, or all. Counts at once, for",
                "open sessions and tokens too."
            })
    void limit(
            @Mixin DatabaseOptions database,
            @Parameters(paramLabel = "NAME", description = "who") String name,
            @ArgGroup(multiplicity = "1") SeenRepositories seen) {
        try (Database open = open(database)) {
            open.run(tx -> Logins.limitPerson(tx, name, seen.repositories));
        }
        tell("%s sees and steers %s.".formatted(name, listed(seen.repositories)));
    }

    /// What a person sees.
    static final class SeenRepositories {
        @Option(
                names = "--repository",
                paramLabel = "REPOSITORY",
                required = true,
                description = "a repository; may be given several times")
        private @Nullable List<String> repositories;

        @Option(names = "--all", required = true, description = "all repositories")
        @SuppressWarnings("unused") // Without a repository it is all of them.
        private boolean all;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description =
                    "Lists all who may log in, people first, with what each may and its last use as far as is known: of a command, or of a token.")
    void list(@Mixin DatabaseOptions database) {
        try (Database open = open(database)) {
            Table table =
                    new Table("NAME", "ROLE", "REPOSITORIES", "LAST USE", "SESSIONS", "TOKENS", "");
            for (LoginRow login : open.statement(Logins::all)) {
                Instant used = login.lastUsed();
                table.row(
                        login.login(),
                        EnumWords.of(login.role()),
                        login.person() || login.repositories() != null
                                ? listed(login.repositories())
                                : "",
                        used == null ? "" : LocalTimes.text(used),
                        Integer.toString(login.sessions()),
                        Integer.toString(login.tokens()),
                        login.expired() ? "expired" : "");
            }
            table.print(spec.commandLine().getOut());
            spec.commandLine().getOut().flush();
        }
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = {
                "Removes a person: ends the sessions, revokes the tokens, drops the role. What the",
                "person did stays told under the name."
            })
    void remove(
            @Mixin DatabaseOptions database,
            @Parameters(paramLabel = "NAME", description = "who") String name) {
        try (Database open = open(database)) {
            open.run(tx -> Logins.endPerson(tx, name));
            open.run(tx -> Logins.dropPerson(tx, name));
        }
        tell("Removed %s.".formatted(name));
    }

    @Command(
            name = "password",
            mixinStandardHelpOptions = true,
            description = {
                "Gives you, who are logged in, another password. Asks for it, twice, without showing",
                "it; reads it from the standard input where that is no terminal."
            })
    void password(
            @Mixin DatabaseOptions database,
            @Option(
                            names = GENERATE,
                            description =
                                    "make a password and print it, alone, on the standard output")
                    boolean generate) {
        try (Database open = open(database)) {
            String name = open.statement(Persons::current).user();
            Password password = password(name, generate);
            open.run(tx -> Logins.changeOwnPassword(tx, password));
            show(password, generate);
            tell("Changed the password of %s.".formatted(name));
        }
    }

    private static String limit(@Nullable List<String> repositories) {
        return repositories == null ? "" : ", who sees " + listed(repositories);
    }

    private static String listed(@Nullable List<String> repositories) {
        if (repositories == null) {
            return "all";
        }
        return repositories.isEmpty() ? "none" : String.join(", ", repositories);
    }

    private static Password password(String name, boolean generate) {
        return generate ? Password.generate(new SecureRandom()) : NewPassword.ask(name);
    }

    private void show(Password password, boolean generated) {
        if (generated) {
            spec.commandLine().getOut().println(password.text());
            spec.commandLine().getOut().flush();
        }
    }

    /// Beside the password, which stands alone.
    private void tell(String sentence) {
        spec.commandLine().getErr().println(sentence);
    }

    private static Database open(DatabaseOptions database) {
        return Database.open(database.configuration("user"), HintSink.NONE);
    }
}
