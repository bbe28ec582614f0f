package dev.minijenkin.console.frame.place;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.console.part.TextClipboard;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Addresses of places that people send each other: `mini-jenkin://run/42/job/7#L120`. The palette
/// takes them. FX thread only.
public final class Links {
    private static final String SCHEME = "mini-jenkin://";
    private static final String RUNS = "mini-jenkin://runs";
    private static final String PREFIX = "mini-jenkin://run/";
    private static final String FILTER = "?filter=";
    private static final Pattern LINK =
            Pattern.compile(
                    "mini-jenkin://run/(?<run>[0-9]{1,18})"
                            + "(?:/(?<whole>log)|/(?<green>green)|/job/(?<job>[0-9]{1,18})(?:#L(?<line>[0-9]{1,9})|/(?<beside>beside))?)?");

    private final Consumer<String> say;

    /// @param say tells the person one sentence
    public Links(Consumer<String> say) {
        this.say = say;
    }

    /// Puts the address of a place into the clipboard.
    public void copy(Place place) {
        of(place)
                .ifPresent(link -> {
                    TextClipboard.put(link);
                    say.accept("Copied " + link);
                });
    }

    /// Empty for places that mean nothing to others.
    public static Optional<String> of(Place place) {
        return switch (place) {
            case Place.OfAll _ -> Optional.empty();
            case Place.BesidePlace(var run, var job) ->
                    Optional.of(PREFIX + run.value() + "/job/" + job.value() + "/beside");
            case Place.RunsPlace(String filter) ->
                    Optional.of(
                            RUNS
                                    + (filter.isBlank()
                                            ? ""
                                            : FILTER + URLEncoder.encode(filter, UTF_8)));
            case Place.JobPlace(var run, var _) -> of(new Place.RunPlace(run));
            case Place.DifferPlace(var run) ->
                    Optional.of("mini-jenkin://run/" + run.value() + "/green");
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
        String stripped = text.strip();
        if (stripped.equals(RUNS)) {
            return Optional.of(new Place.RunsPlace(""));
        }
        if (stripped.startsWith(RUNS + FILTER)) {
            return filter(stripped.substring((RUNS + FILTER).length()));
        }
        Matcher link = LINK.matcher(stripped);
        if (!link.matches()) {
            return view(stripped);
        }
        RunId run = new RunId(Long.parseLong(link.group("run")));
        if (link.group("whole") != null) {
            return Optional.of(new Place.RunLogPlace(run));
        }
        if (link.group("green") != null) {
            return Optional.of(new Place.DifferPlace(run));
        }
        String job = link.group("job");
        if (link.group("beside") != null) {
            return Optional.of(new Place.BesidePlace(run, new JobId(Long.parseLong(job))));
        }
        String line = link.group("line");
        return Optional.of(
                job == null
                        ? new Place.RunPlace(run)
                        : new Place.LogPlace(
                                run,
                                new JobId(Long.parseLong(job)),
                                line == null ? 0 : Integer.parseInt(line)));
    }

    /// `mini-jenkin://queue`; desktops write a slash behind it.
    private static Optional<Place> view(String text) {
        return Stream.of(Destination.values())
                .filter(view ->
                        text.replaceFirst("/$", "")
                                .equals(SCHEME + view.title().toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(Destination::place);
    }

    private static Optional<Place> filter(String encoded) {
        try {
            return Optional.of(new Place.RunsPlace(URLDecoder.decode(encoded, UTF_8)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
