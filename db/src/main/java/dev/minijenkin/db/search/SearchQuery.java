package dev.minijenkin.db.search;

import dev.minijenkin.db.search.key.Narrowing;
import dev.minijenkin.db.search.key.Needle;
import dev.minijenkin.db.search.key.RegexLiterals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// What is looked for in a line.
///
/// Words stand for whole words, in any order, small and great letters alike; `*` at an end of a
/// word stands for more letters there (`*` at both: it may stand anywhere); what is in double
/// quotes is a phrase, looked for as it is; `-` before a word or a phrase: not in the line. Or one
/// regular expression, as `java.util.regex` reads it.
public final class SearchQuery {
    private final String text;
    private final List<Needle> wanted;
    private final List<Needle> unwanted;
    private final Optional<Pattern> pattern;
    private final Narrowing narrowing;

    private SearchQuery(
            String text,
            List<Needle> wanted,
            List<Needle> unwanted,
            Optional<Pattern> pattern,
            Narrowing narrowing) {
        this.text = text;
        this.wanted = List.copyOf(wanted);
        this.unwanted = List.copyOf(unwanted);
        this.pattern = pattern;
        this.narrowing = narrowing;
    }

    /// Words, parts of words and phrases, as a person writes them.
    ///
    /// @throws IllegalArgumentException with a sentence, where there is nothing to look for
    public static SearchQuery words(String text) {
        List<Needle> wanted = new ArrayList<>();
        List<Needle> unwanted = new ArrayList<>();
        for (int position = 0; position < text.length(); ) {
            if (Character.isWhitespace(text.charAt(position))) {
                position++;
                continue;
            }
            boolean not = text.charAt(position) == '-' && position + 1 < text.length();
            int start = not ? position + 1 : position;
            boolean quoted = text.charAt(start) == '"' && text.indexOf('"', start + 1) > 0;
            int end = quoted ? text.indexOf('"', start + 1) + 1 : endOfWord(text, start);
            String word = quoted ? text.substring(start + 1, end - 1) : text.substring(start, end);
            if (!word.isEmpty()) {
                (not ? unwanted : wanted).add(quoted ? Needle.of(word, true, true) : needle(word));
            }
            position = end;
        }
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("Say at least one word that shall be in the line");
        }
        wanted.sort((one, other) -> Integer.compare(other.longest(), one.longest()));
        return new SearchQuery(
                text,
                wanted,
                unwanted,
                Optional.empty(),
                Narrowing.all(wanted.stream().map(Needle::narrowing).toList()));
    }

    /// A regular expression of Java.
    ///
    /// @throws IllegalArgumentException with a sentence, where it is none
    public static SearchQuery regex(String regex) {
        try {
            Pattern pattern = Pattern.compile(regex);
            return new SearchQuery(
                    regex, List.of(), List.of(), Optional.of(pattern), RegexLiterals.of(regex));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "'%s' is no regular expression: %s".formatted(regex, e.getDescription()), e);
        }
    }

    /// As it was written.
    public String text() {
        return text;
    }

    public boolean isRegex() {
        return pattern.isPresent();
    }

    /// Whether the index can leave out logs for it. Where not, all are read.
    public boolean isNarrowed() {
        return !narrowing.isEverything();
    }

    Narrowing narrowing() {
        return narrowing;
    }

    List<Needle> wanted() {
        return wanted;
    }

    List<Needle> unwanted() {
        return unwanted;
    }

    Optional<Pattern> pattern() {
        return pattern;
    }

    private static int endOfWord(String text, int start) {
        int end = start;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static Needle needle(String word) {
        boolean openStart = word.length() > 1 && word.startsWith("*");
        boolean openEnd = word.length() > 1 && word.endsWith("*");
        String bare = word.substring(openStart ? 1 : 0, word.length() - (openEnd ? 1 : 0));
        return bare.isEmpty()
                ? Needle.of(word, false, false)
                : Needle.of(bare, !openStart, !openEnd);
    }
}
