package dev.minijenkin.cli.setup;

import dev.minijenkin.cli.part.LocalTimes;
import dev.minijenkin.cli.part.Table;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.variable.Reach;
import dev.minijenkin.db.variable.ValueName;
import dev.minijenkin.db.variable.Variable;
import dev.minijenkin.db.variable.Variables;
import picocli.CommandLine.Command;

/// `mini-jenkin variable`
@Command(
        name = "variable",
        mixinStandardHelpOptions = true,
        description = {
            "Sets what workflows read as vars.NAME. Everybody who reads at all can read it:",
            "what nobody may read is a secret."
        },
        synopsisSubcommandLabel = "COMMAND")
public final class VariableCommand extends ValueCommand {
    @Override
    void put(Tx tx, Reach reach, ValueName name, String value) {
        Variables.put(tx, reach, name, value);
    }

    @Override
    boolean remove(Tx tx, Reach reach, ValueName name) {
        return Variables.remove(tx, reach, name);
    }

    @Override
    Table table(Tx tx, ReachOptions asked) {
        Table table = new Table("NAME", "FOR", "SET", "BY", "VALUE");
        for (Variable variable : Variables.all(tx)) {
            if (asked.lists(variable.repository(), variable.environment())) {
                table.row(
                        variable.name(),
                        ReachOptions.words(variable.repository(), variable.environment()),
                        LocalTimes.text(variable.updatedAt().toInstant()),
                        variable.updatedBy(),
                        variable.value());
            }
        }
        return table;
    }
}
