package dev.minijenkin.cli.setup;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.cli.part.DatabaseOptions;
import dev.minijenkin.cli.part.GivenValue;
import dev.minijenkin.cli.part.Table;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.variable.Reach;
import dev.minijenkin.db.variable.ValueName;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What `secret` and `variable` have in common: a value with a name, for the jobs that it reaches.
abstract class ValueCommand implements Runnable {
    @Spec private CommandSpec spec;

    /// Keeps a value.
    abstract void put(Tx tx, Reach reach, ValueName name, String value);

    /// Takes one away; false where there is none.
    abstract boolean remove(Tx tx, Reach reach, ValueName name);

    /// Those that were asked for.
    abstract Table table(Tx tx, ReachOptions asked);

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "set, list or remove?");
    }

    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description =
                    "Sets it to what standard input holds, or asks for it without showing what is typed. It must not stand on a command line.")
    void set(
            @Mixin DatabaseOptions database,
            @Mixin ReachOptions options,
            @Parameters(paramLabel = "NAME", description = "such as DEPLOY_TOKEN or REGION")
                    String text) {
        ValueName name = new ValueName(text);
        try (Database open = open(database)) {
            Reach reach = options.made(open);
            String value = GivenValue.ask(name);
            open.runInTransaction(tx -> put(tx, reach, name, value));
            say("Set " + name + " " + options.words() + ".");
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists variables with their values, secrets by their names.")
    void list(@Mixin DatabaseOptions database, @Mixin ReachOptions options) {
        try (Database open = open(database)) {
            PrintWriter out = spec.commandLine().getOut();
            open.<Table>statement(tx -> table(tx, options)).print(out);
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
            @Parameters(paramLabel = "NAME", description = "its name") String text) {
        ValueName name = new ValueName(text);
        try (Database open = open(database)) {
            Reach reach = options.known(open);
            if (!open.statement(tx -> remove(tx, reach, name))) {
                throw new CommandFailureException(
                        "There is no %2$s %1$s %3$s; 'mini-jenkin %2$s list' names them."
                                .formatted(name, spec.name(), options.words()));
            }
            say("Removed " + name + " " + options.words() + ".");
        }
    }

    private Database open(DatabaseOptions database) {
        return Database.open(database.configuration(spec.name()), HintSink.NONE);
    }

    private void say(String sentence) {
        spec.commandLine().getOut().println(sentence);
    }
}
