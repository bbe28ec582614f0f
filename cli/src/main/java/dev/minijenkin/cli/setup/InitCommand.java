package dev.minijenkin.cli.setup;

import dev.minijenkin.cli.part.DatabaseOptions;
import dev.minijenkin.cli.part.HomeOption;
import dev.minijenkin.cli.part.KeyOptions;
import dev.minijenkin.instance.FirstSetUp;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `mini-jenkin init`
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = {
            "Sets up an empty database: its schema, logins for a server and runners, the keys that",
            "secrets are sealed to, and the first administrator. Passwords and private keys come into",
            "files that only you can read. What failed half-way is gone on with by doing it again."
        })
public final class InitCommand implements Runnable {
    @Mixin private DatabaseOptions database;
    @Mixin private HomeOption home;
    @Mixin private KeyOptions keys;

    @Option(
            names = "--admin",
            paramLabel = "NAME",
            required = true,
            description = "what the first administrator logs in as")
    private String admin = "";

    @Option(
            names = "--ask",
            description =
                    "ask for the administrator's password instead of making one: typed twice and not shown, or the standard input where that is no terminal")
    private boolean ask;

    @Option(
            names = "--server",
            paramLabel = "NAME",
            description = "what servers log in as (default: the database's name with _server)")
    private String server = "";

    @Option(
            names = "--runner",
            paramLabel = "NAME",
            split = ",",
            description =
                    "what runners log in as; several, for hosts that are not to know each other's password (default: the database's name with _runner)")
    private List<String> runners = List.of();

    @Option(
            names = "--into",
            paramLabel = "FOLDER",
            description = "folder for the files of the logins (default: logins in ~/.mini-jenkin)")
    private @Nullable Path into;

    @Option(
            names = "--if-needed",
            description = "do nothing, and succeed, where the database is set up already")
    private boolean ifNeeded;

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        Path folder =
                into == null
                        ? home.home().folder().resolve("logins")
                        : into.toAbsolutePath().normalize();
        FirstSetUp setUp =
                new FirstSetUp(database.configuration("init"), keys.folder(home.home()), folder);
        if (ifNeeded && setUp.isDone()) {
            out.println("The database is set up already.");
            return;
        }
        InitReport.print(
                out,
                admin,
                setUp.carryOut(
                        new FirstSetUp.Wanted(
                                server, runners, admin, ask ? NewPassword.ask(admin) : null)));
    }
}
