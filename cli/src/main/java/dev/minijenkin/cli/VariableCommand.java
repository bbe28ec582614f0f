package dev.minijenkin.cli;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.variable.Reach;
import dev.minijenkin.db.variable.ValueName;
import dev.minijenkin.db.variable.Variable;
import dev.minijenkin.db.variable.Variables;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mini-jenkin variable`
@Command(
        name = "variable",
        mixinStandardHelpOptions = true,
        description = {
            "Sets what workflows read as vars.NAME. Everybody who reads at all can read it:",
            "what nobody may read is a secret."
        },
        synopsisSubcommandLabel = "COMMAND")
final class VariableCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "set, list or remove?");
    }

    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description = "Sets it to what standard input holds, or asks for it.")
    void set(
            @Mixin DatabaseOptions database,
            @Mixin ReachOptions options,
            @Parameters(paramLabel = "NAME", description = "such as REGION") String text) {
        ValueName name = new ValueName(text);
        try (Database open = open(database)) {
            Reach reach = options.made(open);
            String value = GivenValue.ask(name);
            open.run(tx -> Variables.put(tx, reach, name, value));
            say("Set " + name + " " + options.words() + ".");
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists variables with their values.")
    void list(@Mixin DatabaseOptions database, @Mixin ReachOptions options) {
        try (Database open = open(database)) {
            Table table = new Table("NAME", "FOR", "SET", "BY", "VALUE");
            for (Variable variable : open.statement(Variables::all)) {
                if (options.lists(variable.repository(), variable.environment())) {
                    table.row(
                            variable.name(),
                            ReachOptions.words(variable.repository(), variable.environment()),
                            SecretCommand.TIME.format(variable.updatedAt()),
                            variable.updatedBy(),
                            variable.value());
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
            @Parameters(paramLabel = "NAME", description = "name of the variable") String text) {
        ValueName name = new ValueName(text);
        try (Database open = open(database)) {
            Reach reach = options.known(open);
            if (!open.statement(tx -> Variables.remove(tx, reach, name))) {
                throw new CommandFailureException(
                        "There is no variable %s %s; 'mini-jenkin variable list' names them."
                                .formatted(name, options.words()));
            }
            say("Removed " + name + " " + options.words() + ".");
        }
    }

    private static Database open(DatabaseOptions database) {
        return Database.open(database.configuration("variable"), HintSink.NONE);
    }

    private void say(String sentence) {
        spec.commandLine().getOut().println(sentence);
    }
}
