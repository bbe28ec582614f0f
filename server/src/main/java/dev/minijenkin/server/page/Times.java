package dev.minijenkin.server.page;

import dev.minijenkin.server.html.Html;
import dev.minijenkin.server.html.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Times as pages say them: in UTC, and by the script in the time of whoever looks.
final class Times {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private Times() {}

    static Html moment(Instant at) {
        return Tag.of("time").with("datetime", at.toString()).text(MINUTE.format(at));
    }

    /// How long something took, or takes; nothing where it has not begun.
    ///
    /// @param until null: it goes on
    static Html took(@Nullable Instant since, @Nullable Instant until, Instant now) {
        if (since == null) {
            return Html.nothing();
        }
        Tag duration =
                Tag.of("span", "took")
                        .text(words(Duration.between(since, until == null ? now : until)));
        return until == null ? duration.with("data-since", since.toString()) : duration;
    }

    /// `0:38`, `2:14`, `1:02:03`
    static String words(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        return seconds < 3600
                ? "%d:%02d".formatted(seconds / 60, seconds % 60)
                : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
