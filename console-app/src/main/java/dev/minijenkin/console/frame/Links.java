package dev.minijenkin.console.frame;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/// Addresses of places that people send each other: `mini-jenkin://run/42/job/7#L120`. The palette
/// takes them. FX thread only.
public final class Links {
    private static final Pattern LINK =
            Pattern.compile(
                    "mini-jenkin://run/(?<run>[0-9]{1,18})"
                            + "(?:/(?<whole>log)|/job/(?<job>[0-9]{1,18})(?:#L(?<line>[0-9]{1,9}))?)?");

    private final Consumer<String> say;

    /// @param say tells the person one sentence
    public Links(Consumer<String> say) {
        this.say = say;
    }

    /// Puts the address of a place into the clipboard.
    public void copy(Place place) {
        of(place)
                .ifPresent(link -> {
                    ClipboardContent content = new ClipboardContent();
                    content.putString(link);
                    Clipboard.getSystemClipboard().setContent(content);
                    say.accept("Copied " + link);
                });
    }

    /// Empty for places that mean nothing to others.
    static Optional<String> of(Place place) {
        return switch (place) {
            case Place.OverviewPlace _, Place.RunsPlace _ -> Optional.empty();
            case Place.RunPlace(var run) -> Optional.of("mini-jenkin://run/" + run.value());
            case Place.RunLogPlace(var run) ->
                    Optional.of("mini-jenkin://run/" + run.value() + "/log");
            case Place.LogPlace(var run, var job, int line) ->
                    Optional.of(
                            "mini-jenkin://run/"
                                    + run.value()
                                    + "/job/"
                                    + job.value()
                                    + (line > 0 ? "#L" + line : ""));
        };
    }

    /// The place of an address; empty where the text is none.
    public static Optional<Place> parse(String text) {
        Matcher link = LINK.matcher(text.strip());
        if (!link.matches()) {
            return Optional.empty();
        }
        RunId run = new RunId(Long.parseLong(link.group("run")));
        if (link.group("whole") != null) {
            return Optional.of(new Place.RunLogPlace(run));
        }
        String job = link.group("job");
        String line = link.group("line");
        return Optional.of(
                job == null
                        ? new Place.RunPlace(run)
                        : new Place.LogPlace(
                                run,
                                new JobId(Long.parseLong(job)),
                                line == null ? 0 : Integer.parseInt(line)));
    }
}
