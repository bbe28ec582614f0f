package dev.minijenkin.workflow.check;

import dev.minijenkin.workflow.model.GlobPattern;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a pattern that can be read hardly means as it stands, because no name can match it or
/// because it is written in another language of patterns.
public final class PatternMistakes {
    private static final Pattern SET = Pattern.compile("\\[[^]]*]");

    private static final List<Doubt> OF_ALL =
            List.of(
                    new Doubt("^!?[?+]", "`?` or `+` with nothing before it means itself"),
                    new Doubt(
                            "(?<!\\\\)[*?+][?+]",
                            "`?` and `+` repeat the character before them, and a `*`, `?` or `+` is none"),
                    new Doubt(
                            "(?<!\\\\)(\\\\\\\\)*\\\\\\p{Alnum}",
                            "`\\` before a letter or digit means that character; a set is written as [0-9]"));

    private static final List<Doubt> OF_NAMES =
            List.of(
                    new Doubt(
                            "^!?refs/", "names are compared without `refs/heads/` or `refs/tags/`"),
                    new Doubt("^!?/|/$|//", "no name begins or ends with `/` or has two together"),
                    new Doubt("[ ~^:]", "no name has a blank, `~`, `^` or `:`"));

    private static final List<Doubt> OF_PATHS =
            List.of(
                    new Doubt(
                            "^!?\\.{0,2}/",
                            "paths begin at the top of the repository, without `/`, `./` or `../`"),
                    new Doubt("/$", "only files are compared, so write `**` after the last `/`"),
                    new Doubt("^!? | $", "there is a blank at the beginning or the end"));

    private PatternMistakes() {}

    /// A form of patterns and what is wrong with it.
    private record Doubt(Pattern form, String sentence) {
        Doubt(String form, String sentence) {
            this(Pattern.compile(form), sentence);
        }
    }

    public static Optional<String> of(String kind, GlobPattern pattern) {
        String text = SET.matcher(pattern.toString()).replaceAll("x");
        return doubts(kind).stream()
                .flatMap(List::stream)
                .filter(doubt -> doubt.form().matcher(text).find())
                .findFirst()
                .map(doubt -> "The pattern '%s': %s".formatted(pattern, doubt.sentence()));
    }

    private static List<List<Doubt>> doubts(String kind) {
        return List.of(OF_ALL, kind.startsWith("paths") ? OF_PATHS : OF_NAMES);
    }
}
