package dev.minijenkin.console.audit;

import dev.minijenkin.console.frame.FilterTokens;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.command.CommandState;
import dev.minijenkin.db.view.audit.CommandCriteria;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The text of the filter box, understood: `by:ana command:cancel outcome:refused since:2d`, and
/// words that stand in what a command is about, its reason or its outcome.
///
/// @param problem what is not understood, in one sentence; empty where all is
record AuditFilter(CommandCriteria criteria, String problem) {
    private static final Pattern TOKEN =
            Pattern.compile(
                    "(?<!\\S)(?<key>by|command|outcome|since):(?:\"(?<quoted>[^\"]*)\"?|(?<plain>\\S*))");

    static AuditFilter of(String text) {
        Map<String, String> tokens = new HashMap<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            String value =
                    matcher.group("quoted") == null
                            ? matcher.group("plain")
                            : matcher.group("quoted");
            if (value != null && !value.isEmpty()) {
                tokens.put(String.valueOf(matcher.group("key")), value);
            }
        }
        String words = TOKEN.matcher(text).replaceAll("").strip();
        Optional<Set<CommandState>> states = states(tokens.get("outcome"));
        Optional<Duration> within = FilterTokens.age(tokens.getOrDefault("since", ""));
        String problem = "";
        if (states.isEmpty()) {
            problem =
                    "outcome: is one of "
                            + Stream.of(CommandState.values())
                                    .map(EnumWords::of)
                                    .collect(Collectors.joining(", "));
        } else if (tokens.containsKey("since") && within.isEmpty()) {
            problem = "since: takes a number and m, h, d or w: since:2d";
        }
        return new AuditFilter(
                new CommandCriteria(
                        tokens.get("by"),
                        kind(tokens.get("command")),
                        states.orElse(Set.of()),
                        within.orElse(null),
                        words.isEmpty() ? null : words),
                problem);
    }

    /// `free-lock` and `free lock` are `free_lock`.
    private static @Nullable String kind(@Nullable String written) {
        return written == null ? null : written.replaceAll("[- ]", "_");
    }

    private static Optional<Set<CommandState>> states(@Nullable String word) {
        if (word == null) {
            return Optional.of(Set.of());
        }
        return Stream.of(CommandState.values())
                .filter(state -> EnumWords.of(state).equals(word))
                .findFirst()
                .map(Set::of);
    }
}
