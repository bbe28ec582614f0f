package dev.minijenkin.cli.setup;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.cli.part.DatabaseOptions;
import dev.minijenkin.cli.part.LocalTimes;
import dev.minijenkin.cli.part.NamedRepository;
import dev.minijenkin.cli.part.Table;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.limit.ClaimLimit;
import dev.minijenkin.db.limit.ClaimLimits;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.notify.Notifier;
import java.io.PrintWriter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mini-jenkin limit`
@Command(
        name = "limit",
        mixinStandardHelpOptions = true,
        description = {
            "Limits how many jobs of a repository, or with a label, are under way at a time.",
            "The others wait in the queue, and let those behind them pass."
        },
        synopsisSubcommandLabel = "COMMAND")
public final class LimitCommand implements Runnable {
    private static final int MOST = 100_000;

    @Spec private CommandSpec spec;

    /// What is limited.
    static final class Limited {
        @Option(
                names = "--repository",
                paramLabel = "NAME",
                description = "jobs of this repository")
        private @Nullable String repository;

        @Option(
                names = "--label",
                paramLabel = "LABEL",
                description = "jobs whose runs-on asks for this label")
        private @Nullable String label;

        private boolean of(
                Database open,
                Function<RepositoryId, Function<Tx, Boolean>> ofRepository,
                Function<String, Function<Tx, Boolean>> ofLabel) {
            String named = repository;
            String labelled = label;
            if ((named == null) == (labelled == null) || (labelled != null && labelled.isBlank())) {
                throw new CommandFailureException(
                        "What is limited? Give --repository and its name, or --label and the label.");
            }
            Function<Tx, Boolean> work =
                    named == null
                            ? ofLabel.apply(labelled == null ? "" : labelled)
                            : ofRepository.apply(NamedRepository.find(open, named).id());
            return open.statement(work::apply);
        }

        private String words() {
            return repository == null ? "the label " + label : String.valueOf(repository);
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "set, list or remove?");
    }

    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description = "Sets a limit; what is under way goes on, even where it is more.")
    void set(
            @Mixin DatabaseOptions database,
            @Mixin Limited limited,
            @Parameters(paramLabel = "MOST", description = "how many at a time; 0: none begins")
                    int most) {
        if (most < 0 || most > MOST) {
            throw new CommandFailureException(
                    "%d is no limit: give a number from 0 to %d.".formatted(most, MOST));
        }
        withHints(
                database,
                open ->
                        limited.of(
                                open,
                                repository ->
                                        tx -> {
                                            ClaimLimits.set(tx, repository, most);
                                            return true;
                                        },
                                label ->
                                        tx -> {
                                            ClaimLimits.set(tx, label, most);
                                            return true;
                                        }));
        say("At most %d jobs of %s are under way at a time.".formatted(most, limited.words()));
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Takes a limit away.")
    void remove(@Mixin DatabaseOptions database, @Mixin Limited limited) {
        boolean removed =
                withHints(
                        database,
                        open ->
                                limited.of(
                                        open,
                                        repository -> tx -> ClaimLimits.remove(tx, repository),
                                        label -> tx -> ClaimLimits.remove(tx, label)));
        if (!removed) {
            throw new CommandFailureException(
                    "There is no limit of %s; 'mini-jenkin limit list' names them."
                            .formatted(limited.words()));
        }
        say("Removed the limit of %s.".formatted(limited.words()));
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the limits, with what of them is taken.")
    void list(@Mixin DatabaseOptions database) {
        try (Database open = Database.open(database.configuration("limit"), HintSink.NONE)) {
            Table table = new Table("OF", "AT MOST", "UNDER WAY", "SET", "BY");
            for (ClaimLimit limit : open.statement(ClaimLimits::all)) {
                table.row(
                        limit.repository() == null ? "label " + limit.label() : limit.repository(),
                        Integer.toString(limit.most()),
                        Long.toString(limit.taken()),
                        LocalTimes.text(limit.setAt()),
                        limit.setBy());
            }
            PrintWriter out = spec.commandLine().getOut();
            table.print(out);
            out.flush();
        }
    }

    private static boolean withHints(DatabaseOptions database, Function<Database, Boolean> work) {
        DatabaseConfiguration configuration = database.configuration("limit");
        try (Notifier notifier = new Notifier(configuration.dataSource());
                Database open = Database.open(configuration, notifier)) {
            return work.apply(open);
        }
    }

    private void say(String sentence) {
        spec.commandLine().getOut().println(sentence);
    }
}
