package dev.minijenkin.console.runs;

import dev.minijenkin.console.frame.FilterTokens;
import dev.minijenkin.db.view.runs.RunCriterion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text of the filter box, understood: `pipeline:web branch:main state:failure by:ana
/// since:2d`. `-` in front of a token means not; words without a key are looked for in titles and
/// commits. What holds a space stands in quotes: `pipeline:"shop/QA gate"`.
///
/// @param problem what is not understood, in one sentence; empty where all is
public record RunFilter(List<RunCriterion> criteria, String problem) {
    private static final Pattern NUMBER = Pattern.compile("#?([0-9]{1,12})");
    private static final List<String> KEYS =
            List.of("branch:", "by:", "event:", "pipeline:", "since:", "state:");
    private static final Map<String, Set<String>> STATES =
            new TreeMap<>(
                    Map.of(
                            "cancelled", Set.of("cancelled"),
                            "failure", Set.of("failure", "timed_out"),
                            "queued", Set.of("queued"),
                            "running", Set.of("running"),
                            "skipped", Set.of("skipped"),
                            "success", Set.of("success"),
                            "superseded", Set.of("superseded"),
                            "timed_out", Set.of("timed_out"),
                            "waiting", Set.of("waiting")));
    private static final List<String> EVENTS =
            List.of("pull_request", "push", "schedule", "workflow_dispatch");

    /// Understands a text.
    public static RunFilter of(String text) {
        List<RunCriterion> criteria = new ArrayList<>();
        String problem = "";
        for (String token : tokens(text)) {
            boolean negated = token.length() > 1 && token.startsWith("-");
            String plain = negated ? token.substring(1) : token;
            Optional<RunCriterion> criterion = criterion(plain);
            if (criterion.isPresent()) {
                criteria.add(negated ? new RunCriterion.Not(criterion.get()) : criterion.get());
            } else if (problem.isEmpty() && !plain.endsWith(":")) {
                problem = problem(plain);
            }
        }
        return new RunFilter(List.copyOf(criteria), problem);
    }

    /// What Tab would add to the text; empty where there is nothing to add.
    ///
    /// @param known what values of pipelines, branches and people there are
    static String completion(String text, FilterWords known) {
        String token = lastToken(text);
        String plain = token.startsWith("-") ? token.substring(1) : token;
        if (plain.isEmpty()) {
            return "";
        }
        int colon = plain.indexOf(':');
        String start = plain.substring(colon + 1);
        return switch (colon < 0 ? "" : plain.substring(0, colon)) {
            case "state" -> rest(STATES.keySet(), start);
            case "event" -> rest(EVENTS, start);
            case "pipeline" -> rest(known.pipelines(), start);
            case "branch" -> rest(known.branches(), start);
            case "by" -> rest(known.people(), start);
            default -> rest(KEYS, plain);
        };
    }

    /// What follows of the first word that goes on so. (Only what is already in quotes, or needs
    /// none, can be completed where it stands.)
    private static String rest(Iterable<String> words, String start) {
        for (String word : words) {
            String whole = start.startsWith("\"") ? '"' + word + '"' : FilterTokens.quoted(word);
            if (whole.startsWith(start) && !whole.equals(start)) {
                return whole.substring(start.length());
            }
        }
        return "";
    }

    /// What is typed just now: from the last space that stands in no quotes.
    private static String lastToken(String text) {
        int from = 0;
        boolean quotes = false;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '"') {
                quotes = !quotes;
            } else if (!quotes && Character.isWhitespace(character)) {
                from = i + 1;
            }
        }
        return text.substring(from);
    }

    /// The tokens as they mean: without quotes. Quotes that nobody closed reach to the end.
    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        StringBuilder token = new StringBuilder();
        boolean quotes = false;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '"') {
                quotes = !quotes;
            } else if (!quotes && Character.isWhitespace(character)) {
                addToken(tokens, token);
            } else {
                token.append(character);
            }
        }
        addToken(tokens, token);
        return tokens;
    }

    private static void addToken(List<String> tokens, StringBuilder token) {
        if (!token.isEmpty()) {
            tokens.add(token.toString());
            token.setLength(0);
        }
    }

    private static Optional<RunCriterion> criterion(String token) {
        int colon = token.indexOf(':');
        String key = colon < 0 ? "" : token.substring(0, colon).toLowerCase(Locale.ROOT);
        String value = token.substring(colon + 1);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        return switch (key) {
            case "pipeline" -> Optional.of(new RunCriterion.PipelineIs(value));
            case "branch" -> Optional.of(new RunCriterion.BranchIs(value));
            case "by" -> Optional.of(new RunCriterion.ActorIs(value));
            case "event" -> Optional.of(new RunCriterion.EventIs(value));
            case "since" -> FilterTokens.age(value).map(RunCriterion.CreatedWithin::new);
            case "state" ->
                    Optional.ofNullable(STATES.get(value.toLowerCase(Locale.ROOT)))
                            .map(RunCriterion.StateIs::new);
            default -> Optional.of(text(token));
        };
    }

    private static RunCriterion text(String token) {
        Matcher number = NUMBER.matcher(token);
        return number.matches() && token.startsWith("#")
                ? new RunCriterion.NumberIs(Long.parseLong(number.group(1)))
                : new RunCriterion.TextContains(token);
    }

    private static String problem(String token) {
        return token.startsWith("since:")
                ? "since: takes a number and m, h, d or w: since:2d"
                : "state: is one of " + String.join(", ", STATES.keySet());
    }
}
