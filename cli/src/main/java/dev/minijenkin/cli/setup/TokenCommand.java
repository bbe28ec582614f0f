package dev.minijenkin.cli.setup;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.cli.part.DatabaseOptions;
import dev.minijenkin.cli.part.LocalTimes;
import dev.minijenkin.cli.part.Table;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.stats.Stats;
import dev.minijenkin.db.token.AccessToken;
import dev.minijenkin.db.token.NewToken;
import dev.minijenkin.db.token.TokenRow;
import dev.minijenkin.db.token.TokenScope;
import dev.minijenkin.db.token.Tokens;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mini-jenkin token`
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = {
            "Tokens for the REST interface: each acts as the database role that made it, as far as",
            "its scopes go."
        },
        synopsisSubcommandLabel = "COMMAND")
public final class TokenCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "create, list or revoke?");
    }

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = {
                "Makes a token and shows it, once: it is stored nowhere.",
                "It stands alone on the standard output, what is to be known of it on the other."
            })
    void create(
            @Mixin DatabaseOptions database,
            @Parameters(paramLabel = "NAME", description = "what you call it") String name,
            @Option(
                            names = "--scope",
                            paramLabel = "SCOPE",
                            split = ",",
                            defaultValue = "read",
                            description =
                                    "read, steer (send commands) or admin (also those of administrators); several, with commas (default: read)")
                    List<String> scopes,
            @Option(
                            names = "--days",
                            paramLabel = "N",
                            defaultValue = "90",
                            description = "for how long; at most 366 (default: 90)")
                    int days,
            @Option(
                            names = "--repository",
                            paramLabel = "NAME",
                            arity = "1",
                            description = "only for this repository; may be given several times")
                    @Nullable List<String> repositories) {
        NewToken wanted =
                new NewToken(
                        name,
                        scopes(scopes),
                        days,
                        repositories == null || repositories.isEmpty() ? null : repositories);
        AccessToken token = AccessToken.generate(new SecureRandom());
        try (Database open = open(database)) {
            open.run(tx -> Tokens.create(tx, wanted, token));
        }
        spec.commandLine().getOut().println(token.text());
        spec.commandLine().getOut().flush();
        spec.commandLine()
                .getErr()
                .printf(
                        "This is the only time that the token %s is shown; it is good for %d days.%n",
                        name, days);
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists tokens, the newest first; never themselves.")
    void list(
            @Mixin DatabaseOptions database,
            @Option(names = "--all", description = "also those that count no more") boolean all) {
        try (Database open = open(database)) {
            Instant now = open.statement(Stats::health).at().toInstant();
            Table table = new Table("NAME", "SCOPES", "FOR", "OF", "EXPIRES", "USED", "STATE");
            for (TokenRow token : open.statement(Tokens::all)) {
                String state = state(token, now);
                if (all || state.isEmpty()) {
                    Instant used = token.lastUsed();
                    table.row(
                            token.name(),
                            token.scopes().stream()
                                    .sorted()
                                    .map(EnumWords::of)
                                    .collect(Collectors.joining(", ")),
                            token.limited() ? String.join(", ", token.repositories()) : "all",
                            token.owner(),
                            LocalTimes.text(token.expires()),
                            used == null ? "never" : LocalTimes.text(used),
                            state);
                }
            }
            PrintWriter out = spec.commandLine().getOut();
            table.print(out);
            out.flush();
        }
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description =
                    "Takes a token away, at once: your own, or as an administrator anybody's.")
    void revoke(
            @Mixin DatabaseOptions database,
            @Parameters(paramLabel = "NAME", description = "what it is called") String name) {
        try (Database open = open(database)) {
            TokenRow token =
                    open.statement(Tokens::all).stream()
                            .filter(row ->
                                    row.revoked() == null && row.name().equalsIgnoreCase(name))
                            .findFirst()
                            .orElseThrow(() ->
                                    new CommandFailureException(
                                            "There is no token %s; 'mini-jenkin token list' names them."
                                                    .formatted(name)));
            if (!open.<Boolean>statement(tx -> Tokens.revoke(tx, token.id()))) {
                throw new CommandFailureException(
                        "The token %s is of %s: ask them, or an administrator."
                                .formatted(token.name(), token.owner()));
            }
            spec.commandLine().getOut().println("Revoked " + token.name() + ".");
        }
    }

    private static Database open(DatabaseOptions database) {
        return Database.open(database.configuration("token"), HintSink.NONE);
    }

    private static String state(TokenRow token, Instant now) {
        if (token.revoked() != null) {
            return "revoked";
        }
        return token.expires().isAfter(now) ? "" : "expired";
    }

    private static Set<TokenScope> scopes(List<String> words) {
        Set<TokenScope> scopes = EnumSet.noneOf(TokenScope.class);
        for (String word : words) {
            try {
                scopes.add(TokenScope.valueOf(word.strip().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new CommandFailureException(
                        "\"%s\" is no scope: write read, steer or admin.".formatted(word), e);
            }
        }
        return scopes;
    }
}
