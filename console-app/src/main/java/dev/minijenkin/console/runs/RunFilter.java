package dev.minijenkin.console.runs;

import dev.minijenkin.db.view.runs.RunCriterion;
import java.time.Duration;
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
/// commits.
///
/// @param problem what is not understood, in one sentence; empty where all is
public record RunFilter(List<RunCriterion> criteria, String problem) {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,4})(m|h|d|w)");
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
        int start = Math.max(text.lastIndexOf(' ') + 1, 0);
        String token = text.substring(start);
        String plain = token.startsWith("-") ? token.substring(1) : token;
        if (plain.isEmpty()) {
            return "";
        }
        if (plain.startsWith("state:")) {
            return rest(STATES.keySet(), plain.substring("state:".length()));
        }
        if (plain.startsWith("event:")) {
            return rest(EVENTS, plain.substring("event:".length()));
        }
        if (plain.startsWith("pipeline:")) {
            return rest(known.pipelines(), plain.substring("pipeline:".length()));
        }
        if (plain.startsWith("branch:")) {
            return rest(known.branches(), plain.substring("branch:".length()));
        }
        if (plain.startsWith("by:")) {
            return rest(known.people(), plain.substring("by:".length()));
        }
        return rest(KEYS, plain);
    }

    private static String rest(Iterable<String> words, String start) {
        for (String word : words) {
            if (word.startsWith(start) && !word.equals(start)) {
                return word.substring(start.length());
            }
        }
        return "";
    }

    private static List<String> tokens(String text) {
        return Pattern.compile("\\s+")
                .splitAsStream(text.strip())
                .filter(token -> !token.isEmpty())
                .toList();
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
            case "since" -> duration(value).map(RunCriterion.CreatedWithin::new);
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

    private static Optional<Duration> duration(String value) {
        Matcher matcher = DURATION.matcher(value);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int count = Integer.parseInt(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    case "w" -> Duration.ofDays(7L * count);
                    default -> Duration.ofDays(count);
                });
    }

    private static String problem(String token) {
        return token.startsWith("since:")
                ? "since: takes a number and m, h, d or w: since:2d"
                : "state: is one of " + String.join(", ", STATES.keySet());
    }
}
