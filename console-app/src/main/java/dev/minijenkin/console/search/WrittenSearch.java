package dev.minijenkin.console.search;

import dev.minijenkin.console.frame.FilterTokens;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.search.SearchFacet;
import dev.minijenkin.db.search.SearchFacets;
import dev.minijenkin.db.search.SearchQuery;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a person wrote into the search box, understood: words and phrases, and tokens that say in
/// which logs, as in `branch:main since:14d "connection reset"`.
sealed interface WrittenSearch {
    /// A token, or a phrase, which holds none.
    Pattern TOKEN =
            Pattern.compile(
                    "\"[^\"]*\"|(?<!\\S)(?<key>pipeline|branch|job|runner|state|since|until):"
                            + "(?:\"(?<quoted>[^\"]*)\"?|(?<plain>\\S*))");

    /// Nothing to look for yet.
    record Nothing() implements WrittenSearch {}

    /// It is not understood.
    record Wrong(String sentence) implements WrittenSearch {}

    record Understood(SearchQuery query, SearchFacets facets) implements WrittenSearch {}

    /// Understands a text.
    ///
    /// @param regex whether what is no token is one regular expression
    static WrittenSearch of(String text, boolean regex, Instant now, ZoneId zone) {
        Map<String, String> tokens = tokens(text);
        String words = words(text);
        if (words.isEmpty()) {
            return new Nothing();
        }
        try {
            return new Understood(
                    regex ? SearchQuery.regex(words) : SearchQuery.words(words),
                    new SearchFacets(
                            tokens.get("pipeline"),
                            tokens.get("branch"),
                            tokens.get("job"),
                            tokens.get("runner"),
                            conclusion(tokens.get("state")),
                            time("since", tokens, now, zone),
                            time("until", tokens, now, zone)));
        } catch (IllegalArgumentException e) {
            return new Wrong(String.valueOf(e.getMessage()));
        }
    }

    /// The tokens that say something, by their keys.
    private static Map<String, String> tokens(String text) {
        Map<String, String> tokens = new HashMap<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            String key = matcher.group("key");
            String quoted = matcher.group("quoted");
            String value = quoted == null ? matcher.group("plain") : quoted;
            if (key != null && value != null && !value.isEmpty()) {
                tokens.put(key, value);
            }
        }
        return tokens;
    }

    /// The text without its tokens.
    static String words(String text) {
        return TOKEN.matcher(text)
                .replaceAll(found ->
                        found.group("key") == null ? Matcher.quoteReplacement(found.group()) : "")
                .strip();
    }

    /// The text with a token for the value of a facet; without it where it has that one.
    static String toggled(String text, SearchFacet facet, String value) {
        String key = facet.name().toLowerCase(Locale.ROOT);
        boolean there = value.equals(tokens(text).get(key));
        String without =
                TOKEN.matcher(text)
                        .replaceAll(found ->
                                key.equals(found.group("key"))
                                        ? ""
                                        : Matcher.quoteReplacement(found.group()))
                        .strip();
        return there ? without : FilterTokens.token(key, value) + " " + without;
    }

    /// The text without the tokens that say of which time.
    static String withoutTimes(String text) {
        return TOKEN.matcher(text)
                .replaceAll(found ->
                        "since".equals(found.group("key")) || "until".equals(found.group("key"))
                                ? ""
                                : Matcher.quoteReplacement(found.group()))
                .strip();
    }

    /// Whether the text asks for this value.
    static boolean asks(String text, SearchFacet facet, String value) {
        return value.equals(tokens(text).get(facet.name().toLowerCase(Locale.ROOT)));
    }

    /// A saved search as it is typed.
    static String typed(String words, SearchFacets facets) {
        return Stream.concat(
                        Stream.of(
                                        token("pipeline", facets.pipeline()),
                                        token("branch", facets.branch()),
                                        token("job", facets.job()),
                                        token("runner", facets.runner()),
                                        token("state", EnumWords.ofNullable(facets.conclusion())))
                                .filter(token -> !token.isEmpty()),
                        Stream.of(words))
                .collect(Collectors.joining(" "));
    }

    private static String token(String key, @Nullable String value) {
        return value == null ? "" : FilterTokens.token(key, value);
    }

    private static @Nullable Conclusion conclusion(@Nullable String word) {
        if (word == null) {
            return null;
        }
        try {
            return EnumWords.parse(Conclusion.class, word);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "state: is one of "
                            + Stream.of(Conclusion.values())
                                    .map(EnumWords::of)
                                    .collect(Collectors.joining(", ")),
                    e);
        }
    }

    private static @Nullable Instant time(
            String key, Map<String, String> tokens, Instant now, ZoneId zone) {
        String value = tokens.get(key);
        if (value == null) {
            return null;
        }
        try {
            Optional<Duration> age = FilterTokens.age(value);
            return age.isPresent()
                    ? now.minus(age.get())
                    : LocalDate.parse(value).atStartOfDay(zone).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    key + ": takes an age, such as 2h or 14d, or a day, such as 2026-11-24", e);
        }
    }
}
