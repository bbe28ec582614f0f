package dev.minijenkin.console.incident;

import dev.minijenkin.console.frame.place.Links;
import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.peek.FirstError;
import dev.minijenkin.console.ribbon.RibbonText;
import dev.minijenkin.console.state.FailureWords;
import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.db.view.run.FirstFailure;
import dev.minijenkin.db.view.runs.RunView;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// What a person pastes into a chat or an issue about a run: its state, since when, why, the lines
/// around the first error, and where to look.
///
/// @param failure what went wrong first in it; empty: nothing did
/// @param branch since when the branch is red; empty: it is not
/// @param error the first error with the lines around it; empty: nothing was printed
public record Incident(
        RunView run,
        Optional<FirstFailure> failure,
        Optional<RibbonText> branch,
        Optional<FirstError> error) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE d MMM HH:mm zzz", Locale.ENGLISH);

    /// Longer runs of backticks in a line would end the block.
    private static final String FENCE = "````";

    /// As Markdown.
    public String markdown(ZoneId zone) {
        StringBuilder text = new StringBuilder();
        text.append("**")
                .append(run.name())
                .append(" on ")
                .append(run.origin().shortRef())
                .append(": ")
                .append(StateLooks.of(run).word().toLowerCase(Locale.ROOT))
                .append("**\n\n");
        Instant ended = run.times().finished();
        point(
                text,
                ended == null ? "Began" : "Ended",
                TIME.format((ended == null ? run.times().created() : ended).atZone(zone)));
        branch.ifPresent(of -> point(text, "Branch", of.sentence()));
        failure.ifPresent(of -> point(text, "Cause", FailureWords.of(of)));
        point(
                text,
                "Commit",
                "`%s` %s, by %s"
                        .formatted(
                                run.origin().shortSha(),
                                run.origin().title(),
                                run.origin().actor()));
        Links.of(new Place.RunPlace(run.id())).ifPresent(link -> point(text, "Run", link));
        if (branch.isPresent()) {
            Links.of(new Place.DifferPlace(run.id()))
                    .ifPresent(link -> point(text, "Against green", link));
        }
        error.filter(of -> !of.lines().isEmpty()).ifPresent(of -> lines(text, of));
        return text.toString();
    }

    private static void point(StringBuilder text, String what, String said) {
        text.append("- ").append(what).append(": ").append(said).append('\n');
    }

    private static void lines(StringBuilder text, FirstError error) {
        text.append('\n').append(FENCE).append("text\n");
        for (FirstError.Line line : error.lines()) {
            text.append(line.number()).append("  ").append(line.text()).append('\n');
        }
        text.append(FENCE).append('\n');
    }
}
