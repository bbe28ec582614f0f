package dev.minijenkin.cli.setup;

import dev.minijenkin.cli.part.DatabaseOptions;
import dev.minijenkin.cli.part.HomeOption;
import dev.minijenkin.cli.part.KeyOptions;
import dev.minijenkin.cli.part.Table;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.seal.KeyPair;
import dev.minijenkin.db.seal.KeyPurpose;
import dev.minijenkin.db.secret.EncryptionKeys;
import dev.minijenkin.db.secret.KnownKey;
import dev.minijenkin.engine.key.KeyFolder;
import dev.minijenkin.engine.key.KeyRotation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mini-jenkin keys`
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = {
            "Makes and replaces the keys to which secrets are sealed. The database knows their public",
            "halves; the private ones lie in a folder on the hosts of runners and servers."
        },
        synopsisSubcommandLabel = "COMMAND")
public final class KeysCommand implements Runnable {
    /// Letters of a fingerprint that people tell keys apart by.
    static final int SHORT = 12;

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "create, rotate or list?");
    }

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description =
                    "Makes a key pair of the runners and one of the server, where there is none.")
    void create(@Mixin DatabaseOptions database, @Mixin HomeOption home, @Mixin KeyOptions keys) {
        KeyFolder folder = keys.folder(home.home());
        try (Database open = open(database)) {
            for (KeyPurpose purpose : KeyPurpose.values()) {
                if (open.statement(tx -> EncryptionKeys.isAnyInUse(tx, purpose))) {
                    say(
                            "The %s has a key already; 'mini-jenkin keys rotate' replaces it."
                                    .formatted(purpose.word()));
                } else {
                    KeyPair pair = KeyPair.generate(purpose);
                    open.runInTransaction(tx -> {
                        EncryptionKeys.take(tx, pair.publicHalf());
                        sayWhere(pair, folder.write(pair));
                    });
                }
            }
        }
    }

    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = {
                "Takes another key into use and seals anew what was sealed to the one before, whose",
                "private half must be in the folder. Runners read their keys once, when they start:",
                "where jobs must not wait, 'rotate --prepare' first, bring the new file to their hosts,",
                "and start them again."
            })
    void rotate(
            @Mixin DatabaseOptions database,
            @Mixin HomeOption home,
            @Mixin KeyOptions keys,
            @Option(
                            names = "--prepare",
                            description = "only make the pair: the next rotate takes it into use")
                    boolean prepare,
            @Option(
                            names = "--give-up-lost",
                            description =
                                    "also where the private half of what is sealed is lost: that has to be set anew")
                    boolean giveUpLost,
            @Parameters(
                            paramLabel = "runner|server",
                            arity = "0..1",
                            defaultValue = "runner",
                            description = "whose key (default: that of the runners)")
                    KeyPurpose purpose) {
        KeyFolder folder = keys.folder(home.home());
        try (Database open = open(database)) {
            KeyPair next = prepared(open, folder, purpose);
            if (prepare) {
                say(
                        "The next 'mini-jenkin keys rotate %s' takes it into use."
                                .formatted(purpose.word()));
                return;
            }
            KeyRotation.Rotated rotated =
                    new KeyRotation(open, keys.ring(purpose, home.home())).to(next, giveUpLost);
            say(
                    "Key %s of the %s is in use. Sealed anew: %d."
                            .formatted(next.fingerprint(), purpose.word(), rotated.sealedAnew()));
            say(
                    "Each %s that runs now read its keys when it started: start it again with this one, or it cannot open what is sealed."
                            .formatted(purpose.word()));
            rotated.lost().forEach(name -> say("Lost, and to be set anew: " + name));
        }
    }

    /// A pair of the folder that the database does not know yet; made where there is none.
    private KeyPair prepared(Database database, KeyFolder folder, KeyPurpose purpose) {
        Set<String> known =
                database.statement(EncryptionKeys::all).stream()
                        .map(KnownKey::fingerprint)
                        .collect(Collectors.toSet());
        return folder.pairs(purpose).stream()
                .filter(pair -> !known.contains(pair.fingerprint()))
                .findFirst()
                .orElseGet(() -> {
                    KeyPair made = KeyPair.generate(purpose);
                    sayWhere(made, folder.write(made));
                    return made;
                });
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the keys that the database knows, and those of the folder.")
    void list(@Mixin DatabaseOptions database, @Mixin HomeOption home, @Mixin KeyOptions keys) {
        KeyFolder folder = keys.folder(home.home());
        List<String> here = new ArrayList<>();
        for (KeyPurpose purpose : KeyPurpose.values()) {
            folder.pairs(purpose).forEach(pair -> here.add(pair.fingerprint()));
        }
        try (Database open = open(database)) {
            Table table = new Table("FOR", "FINGERPRINT", "STATE", "SEALED", "PRIVATE HALF", "BY");
            List<KnownKey> known = open.statement(EncryptionKeys::all);
            for (KnownKey key : known) {
                table.row(
                        key.purpose().word(),
                        key.fingerprint(),
                        key.retiredAt() == null ? "in use" : "retired",
                        Long.toString(key.values()),
                        here.contains(key.fingerprint()) ? "here" : "elsewhere",
                        key.createdBy());
            }
            for (KeyPurpose purpose : KeyPurpose.values()) {
                for (KeyPair pair : folder.pairs(purpose)) {
                    if (known.stream()
                            .noneMatch(key -> key.fingerprint().equals(pair.fingerprint()))) {
                        table.row(purpose.word(), pair.fingerprint(), "prepared", "0", "here", "");
                    }
                }
            }
            PrintWriter out = spec.commandLine().getOut();
            table.print(out);
            out.flush();
        }
    }

    private void sayWhere(KeyPair pair, Path file) {
        say(
                "Made key %s of the %s. Its private half is %s:"
                        .formatted(pair.fingerprint(), pair.purpose().word(), file));
        say(
                switch (pair.purpose()) {
                    case RUNNER ->
                            "copy it into the folder of keys (--keys) of every trusted runner, or give its content in MINI_JENKIN_RUNNER_KEY, and keep a copy where no job runs.";
                    case SERVER ->
                            "copy it into the folder of keys (--keys) of every server, or give its content in MINI_JENKIN_SERVER_KEY, and keep a copy where no job runs.";
                });
    }

    private static Database open(DatabaseOptions database) {
        return Database.open(database.configuration("keys"), HintSink.NONE);
    }

    private void say(String sentence) {
        spec.commandLine().getOut().println(sentence);
    }
}
