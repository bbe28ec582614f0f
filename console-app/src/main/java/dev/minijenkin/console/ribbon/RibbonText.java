package dev.minijenkin.console.ribbon;

import dev.minijenkin.console.part.Durations;
import dev.minijenkin.db.view.redgreen.BranchRun;
import dev.minijenkin.db.view.redgreen.RedStretch;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The sentence of the ribbon, in its parts: `Green until 3f2c1a7 by ana, Tue 14:02`, `red for 19
/// min`, `3 attempts, the same error each time`.
///
/// @param until the last that was well
/// @param red for how long it is not
/// @param tries how often it was tried, and whether what came of it is the same
public record RibbonText(String until, String red, String tries) {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter WEEKDAY =
            DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

    public static RibbonText of(RedStretch stretch, Instant now, ZoneId zone) {
        return new RibbonText(
                stretch.green()
                        .map(green ->
                                "Green until "
                                        + green.shortSha()
                                        + " by "
                                        + green.actor()
                                        + ", "
                                        + day(green.finished(), now, zone))
                        .orElse("Never green on this branch"),
                red(stretch, now),
                tries(stretch));
    }

    /// All of it.
    public String sentence() {
        return until + "; " + red + ", " + tries;
    }

    private static String red(RedStretch stretch, Instant now) {
        Instant end = stretch.mended().map(BranchRun::finished).orElse(now);
        String told = "red for " + Durations.words(Duration.between(stretch.since(), end));
        return stretch.mended().map(run -> told + ", until #" + run.number()).orElse(told);
    }

    private static String tries(RedStretch stretch) {
        String runs = counted(stretch.runs(), "run");
        String attempts =
                stretch.attempts() == stretch.runs()
                        ? runs
                        : runs + ", " + counted(stretch.attempts(), "attempt");
        if (stretch.runs() == 1) {
            return attempts;
        }
        return attempts
                + (stretch.errors() == 1
                        ? ", the same error each time"
                        : ", " + stretch.errors() + " different errors");
    }

    /// `today 12:19`, `Tue 14:02` within the week, then the day.
    private static String day(Instant then, Instant now, ZoneId zone) {
        ZonedDateTime at = then.atZone(zone);
        ZonedDateTime today = now.atZone(zone);
        if (at.toLocalDate().equals(today.toLocalDate())) {
            return "today " + CLOCK.format(at);
        }
        boolean near = Duration.between(then, now).toDays() < 6;
        return (near ? WEEKDAY : DAY).format(at);
    }

    private static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
