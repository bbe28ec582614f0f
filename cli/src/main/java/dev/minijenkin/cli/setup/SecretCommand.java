package dev.minijenkin.cli.setup;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.cli.part.LocalTimes;
import dev.minijenkin.cli.part.Table;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.secret.Secrets;
import dev.minijenkin.db.secret.StoredSecret;
import dev.minijenkin.db.variable.Reach;
import dev.minijenkin.db.variable.ValueName;
import picocli.CommandLine.Command;

/// `mini-jenkin secret`
@Command(
        name = "secret",
        mixinStandardHelpOptions = true,
        description = {
            "Sets what workflows read as secrets.NAME. Whoever writes one cannot read it again:",
            "it is sealed to the key of the runners before it leaves this process."
        },
        synopsisSubcommandLabel = "COMMAND")
public final class SecretCommand extends ValueCommand {
    @Override
    void put(Tx tx, Reach reach, ValueName name, String value) {
        if (!Secrets.seal(tx, reach, name, value)) {
            throw new CommandFailureException(
                    "The runners have no key yet to which a secret could be sealed: 'mini-jenkin keys create' makes one.");
        }
    }

    @Override
    boolean remove(Tx tx, Reach reach, ValueName name) {
        return Secrets.remove(tx, reach, name);
    }

    @Override
    Table table(Tx tx, ReachOptions asked) {
        Table table = new Table("NAME", "FOR", "SET", "BY", "KEY");
        for (StoredSecret secret : Secrets.all(tx)) {
            if (asked.lists(secret.repository(), secret.environment())) {
                table.row(
                        secret.name(),
                        ReachOptions.words(secret.repository(), secret.environment()),
                        LocalTimes.text(secret.updatedAt().toInstant()),
                        secret.updatedBy(),
                        secret.sealedTo().substring(0, KeysCommand.SHORT)
                                + (secret.outdated() ? " (retired: set it anew)" : ""));
            }
        }
        return table;
    }
}
