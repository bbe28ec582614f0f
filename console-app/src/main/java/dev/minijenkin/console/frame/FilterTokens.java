package dev.minijenkin.console.frame;

/// How the tokens of the filter box are written, for whoever leads a person to filtered runs.
public final class FilterTokens {
    private FilterTokens() {}

    /// A token as it is typed: `pipeline:web`, `by:"ana maria"`.
    public static String token(String key, String value) {
        return key + ":" + quoted(value);
    }

    /// A value as it is typed: what holds a space stands in quotes.
    public static String quoted(String value) {
        return value.chars().noneMatch(Character::isWhitespace) || value.indexOf('"') >= 0
                ? value
                : '"' + value + '"';
    }
}
