package dev.minijenkin.console.frame;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How the tokens of the filter box are written, for whoever leads a person to filtered runs.
public final class FilterTokens {
    private static final Pattern AGE = Pattern.compile("([0-9]{1,4})([mhdw])");

    private FilterTokens() {}

    /// A token as it is typed: `pipeline:web`, `by:"ana maria"`.
    public static String token(String key, String value) {
        return key + ":" + quoted(value);
    }

    /// An age as it is typed: `90m`, `2h`, `14d`, `3w`; empty where it is none.
    public static Optional<Duration> age(String value) {
        Matcher matcher = AGE.matcher(value);
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

    /// A value as it is typed: what holds a space stands in quotes.
    public static String quoted(String value) {
        return value.chars().noneMatch(Character::isWhitespace) || value.indexOf('"') >= 0
                ? value
                : '"' + value + '"';
    }
}
