package dev.minijenkin.cli;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.seal.KeyPurpose;
import dev.minijenkin.db.seal.SealingKey;
import dev.minijenkin.db.secret.EncryptionKeys;
import dev.minijenkin.db.secret.SealedSecret;
import dev.minijenkin.db.secret.Secrets;
import dev.minijenkin.db.secret.StoredSecret;
import dev.minijenkin.db.variable.Reach;
import dev.minijenkin.db.variable.ValueName;
import java.io.PrintWriter;
import java.time.format.DateTimeFormatter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mini-jenkin secret`
@Command(
        name = "secret",
        mixinStandardHelpOptions = true,
        description = {
            "Sets what workflows read as secrets.NAME. Whoever writes one cannot read it again:",
            "it is sealed to the key of the runners before it leaves this process."
        },
        synopsisSubcommandLabel = "COMMAND")
final class SecretCommand implements Runnable {
    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm xxx");

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "set, list or remove?");
    }

    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description =
                    "Sets it to what standard input holds, or asks for it. It must not stand on a command line.")
    void set(
            @Mixin DatabaseOptions database,
            @Mixin ReachOptions options,
            @Parameters(paramLabel = "NAME", description = "such as DEPLOY_TOKEN") String text) {
        ValueName name = new ValueName(text);
        try (Database open = open(database)) {
            Reach reach = options.made(open);
            String value = GivenValue.ask(name);
            open.runInTransaction(tx -> {
                SealingKey key =
                        EncryptionKeys.lockInUse(tx, KeyPurpose.RUNNER)
                                .orElseThrow(() ->
                                        new CommandFailureException(
                                                "The runners have no key yet to which a secret could be sealed: 'mini-jenkin keys create' makes one."));
                Secrets.put(tx, SealedSecret.of(key, name, reach, value));
            });
            say("Set " + name + " " + options.words() + ".");
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists secrets by name; nobody reads their values.")
    void list(@Mixin DatabaseOptions database, @Mixin ReachOptions options) {
        try (Database open = open(database)) {
            Table table = new Table("NAME", "FOR", "SET", "BY", "KEY");
            for (StoredSecret secret : open.statement(Secrets::all)) {
                if (options.lists(secret.repository(), secret.environment())) {
                    table.row(
                            secret.name(),
                            ReachOptions.words(secret.repository(), secret.environment()),
                            TIME.format(secret.updatedAt()),
                            secret.updatedBy(),
                            secret.sealedTo().substring(0, KeysCommand.SHORT)
                                    + (secret.outdated() ? " (retired: set it anew)" : ""));
                }
            }
            PrintWriter out = spec.commandLine().getOut();
            table.print(out);
            out.flush();
        }
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Takes one away; jobs see an empty text in its place.")
    void remove(
            @Mixin DatabaseOptions database,
            @Mixin ReachOptions options,
            @Parameters(paramLabel = "NAME", description = "name of the secret") String text) {
        ValueName name = new ValueName(text);
        try (Database open = open(database)) {
            Reach reach = options.known(open);
            if (!open.statement(tx -> Secrets.remove(tx, reach, name))) {
                throw new CommandFailureException(
                        "There is no secret %s %s; 'mini-jenkin secret list' names them."
                                .formatted(name, options.words()));
            }
            say("Removed " + name + " " + options.words() + ".");
        }
    }

    private static Database open(DatabaseOptions database) {
        return Database.open(database.configuration("secret"), HintSink.NONE);
    }

    private void say(String sentence) {
        spec.commandLine().getOut().println(sentence);
    }
}
