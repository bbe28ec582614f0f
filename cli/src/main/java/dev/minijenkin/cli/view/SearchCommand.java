package dev.minijenkin.cli.view;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.cli.part.DatabaseOptions;
import dev.minijenkin.cli.part.PointInTime;
import dev.minijenkin.cli.part.Table;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.outbox.Target;
import dev.minijenkin.db.outbox.TargetEvent;
import dev.minijenkin.db.outbox.Targets;
import dev.minijenkin.db.search.LogSearch;
import dev.minijenkin.db.search.SearchFacets;
import dev.minijenkin.db.search.SearchPage;
import dev.minijenkin.db.search.SearchPosition;
import dev.minijenkin.db.search.SearchQuery;
import dev.minijenkin.db.search.SearchSummary;
import dev.minijenkin.db.search.saved.SavedSearch;
import dev.minijenkin.db.search.saved.SavedSearches;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mini-jenkin search`
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        description = {
            "Searches the logs of all jobs, also of those that run just now: the newest job first.",
            "The exit code is that of grep: 0 where something is found, 1 where nothing is, 2 where the search fails.",
            "A word that is also a subcommand is given behind --."
        },
        exitCodeOnExecutionException = CommandLine.ExitCode.USAGE)
public final class SearchCommand implements Callable<Integer> {
    private static final Duration SUMMARY = Duration.ofSeconds(2);

    @Mixin private DatabaseOptions database;
    @Mixin private SearchOptions options;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "printed then or later: 2h, 2026-11-24, 2026-11-24T10:00:00Z")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "printed before")
    private @Nullable String until;

    @Option(names = "--limit", paramLabel = "N", description = "how many hits (default: 20)")
    private int limit = 20;

    @Option(
            names = "--context",
            paramLabel = "N",
            description = "lines before and behind each (default: 2)")
    private int context = 2;

    @Option(
            names = "--after",
            paramLabel = "PLACE",
            description = "go on where the page before ended, which it says")
    private @Nullable String after;

    @Option(
            names = "--no-summary",
            description = "do not tell how often, since when and on which runners")
    private boolean noSummary;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        if (!options.given()) {
            throw new ParameterException(
                    spec.commandLine(), "What is looked for? Give a word, or: save, list, remove");
        }
        Instant now = Instant.now();
        SearchQuery query = options.query();
        SearchFacets facets = options.facets(time(since, now), time(until, now));
        SearchPosition from = after == null ? null : SearchPosition.parse(after);
        LogSearch.PageSize size =
                new LogSearch.PageSize(
                        Math.max(1, limit), Math.clamp(context, 0, 20), Duration.ofSeconds(30));
        try (Database open = Database.open(database.configuration("search"), HintSink.NONE)) {
            SearchPage page = open.statement(tx -> LogSearch.page(tx, query, facets, from, size));
            boolean summed = !noSummary && from == null && !page.hits().isEmpty();
            SearchSummary summary =
                    summed
                            ? open.statement(tx -> LogSearch.summary(tx, query, facets, SUMMARY))
                            : null;
            SearchReport report = new SearchReport(query, page, summary);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(report.toJson());
            } else {
                report.print(out);
            }
            out.flush();
            return page.hits().isEmpty() ? 1 : 0;
        }
    }

    private static @Nullable Instant time(@Nullable String text, Instant now) {
        return text == null ? null : PointInTime.parse(text, now);
    }

    @Command(
            name = "save",
            mixinStandardHelpOptions = true,
            description = {
                "Keeps a search: each job that ends is asked for it, and targets that hear of",
                "search-matched are told of each that printed it."
            })
    int save(
            @Mixin DatabaseOptions database,
            @Option(
                            names = "--name",
                            required = true,
                            paramLabel = "NAME",
                            description = "letters, digits, _ . -")
                    String name,
            @Mixin SearchOptions options) {
        SearchQuery query = options.query();
        SearchFacets facets = options.facets(null, null);
        try (Database open = Database.open(database.configuration("search"), HintSink.NONE)) {
            if (!open.transaction(tx -> SavedSearches.save(tx, name, query, facets))) {
                throw new CommandFailureException(
                        "There is a saved search '%s' already: remove it first".formatted(name));
            }
            PrintWriter out = spec.commandLine().getOut();
            out.println("Saved " + name + ".");
            out.println(whoHears(open.statement(Targets::all)));
            out.flush();
            return 0;
        }
    }

    private static String whoHears(List<Target> targets) {
        String hearing =
                targets.stream()
                        .filter(target ->
                                target.events().contains(EnumWords.of(TargetEvent.SEARCH_MATCHED)))
                        .map(Target::name)
                        .collect(Collectors.joining(", "));
        return hearing.isEmpty()
                ? "Nobody is told yet: 'mini-jenkin target add NAME --kind slack --event search-matched' adds who is."
                : "Told of what it finds: " + hearing;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the saved searches and how many jobs printed what they ask for.")
    int list(@Mixin DatabaseOptions database) {
        try (Database open = Database.open(database.configuration("search"), HintSink.NONE)) {
            List<SavedSearch> saved = open.statement(SavedSearches::all);
            PrintWriter out = spec.commandLine().getOut();
            if (saved.isEmpty()) {
                out.println("No search is saved: 'mini-jenkin search save --name NAME WORDS'.");
                return 0;
            }
            Table table = new Table("NAME", "JOBS", "BY", "WORDS");
            for (SavedSearch each : saved) {
                table.row(
                        each.name(),
                        Long.toString(each.matches()),
                        each.createdBy(),
                        (each.regex() ? "--regex " : "") + each.words());
            }
            table.print(out);
            out.flush();
            return 0;
        }
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Forgets a saved search.")
    int remove(
            @Mixin DatabaseOptions database,
            @Parameters(paramLabel = "NAME", description = "its name") String name) {
        try (Database open = Database.open(database.configuration("search"), HintSink.NONE)) {
            if (!open.transaction(tx -> SavedSearches.remove(tx, name))) {
                throw new CommandFailureException("There is no saved search '" + name + "'.");
            }
            spec.commandLine().getOut().println("Removed " + name + ".");
            return 0;
        }
    }
}
