package dev.minijenkin.console.past;

import dev.minijenkin.console.frame.Overlay;
import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.db.view.past.PastTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What is asked before a minute is looked at, and before a stretch of the past is saved. FX thread
/// only.
public final class PastQuestions {
    private static final Duration AROUND = Duration.ofMinutes(30);
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmm", Locale.ROOT);

    private final TimeMachine machine;
    private final DatabaseClock live;
    private final Background background;
    private final BiFunction<Instant, Instant, String> page;
    private final Supplier<Overlay> overlay;
    private final Consumer<String> say;

    /// @param page of a stretch of the past; called on workers
    /// @param say tells the person one sentence
    public PastQuestions(
            TimeMachine machine,
            DatabaseClock live,
            Background background,
            BiFunction<Instant, Instant, String> page,
            Supplier<Overlay> overlay,
            Consumer<String> say) {
        this.machine = machine;
        this.live = live;
        this.background = background;
        this.page = page;
        this.overlay = overlay;
        this.say = say;
    }

    /// Asks which minute is to be looked at.
    public void lookAt() {
        new PastForm(
                        "Look at a minute of the past",
                        "Overview, queue, runners and deploys show it. Esc leads back to now.")
                .with("When: 14:02, 2026-11-29 14:02, 30m, 2h or 1d ago", "")
                .open(
                        overlay.get(),
                        "Look",
                        said ->
                                machine.lookAt(
                                        PastTime.of(said.getFirst(), live.get(), live.zone())));
    }

    /// Asks from when to when, and where to.
    public void saveSlice() {
        Instant middle = machine.atProperty().get().orElse(live.get().minus(AROUND));
        Instant from = middle.minus(AROUND);
        Instant to = earlier(middle.plus(AROUND), live.get());
        new PastForm(
                        "Save a slice of the past",
                        "One page for a post-mortem, which any browser shows: figures, runs, jobs, runners,"
                                + " deployments and commands, without logs and secrets.")
                .with("From: a time, or 30m, 2h, 1d ago", TIME.format(from.atZone(live.zone())))
                .with("To", TIME.format(to.atZone(live.zone())))
                .with(
                        "File",
                        Path.of(System.getProperty("user.home"))
                                .resolve(
                                        "mini-jenkin-"
                                                + NAME.format(from.atZone(live.zone()))
                                                + ".html")
                                .toString())
                .open(
                        overlay.get(),
                        "Save",
                        said ->
                                save(
                                        PastTime.of(said.get(0), live.get(), live.zone()),
                                        PastTime.of(said.get(1), live.get(), live.zone()),
                                        file(said.get(2))));
    }

    private void save(Instant from, Instant to, Path file) {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("From is to be before to");
        }
        if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("At most " + LONGEST.toDays() + " days");
        }
        background.read(
                () -> {
                    try {
                        Files.writeString(file, page.apply(from, to));
                        return file;
                    } catch (IOException e) {
                        throw new UncheckedIOException(
                                "The slice was not saved: " + e.getMessage(), e);
                    }
                },
                saved -> say.accept("The slice is in " + saved));
    }

    private static Path file(String said) {
        try {
            Path file = Path.of(said.strip()).toAbsolutePath();
            if (said.isBlank() || Files.isDirectory(file)) {
                throw new IllegalArgumentException("\"" + said + "\" is no file");
            }
            Path folder = file.getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw new IllegalArgumentException("There is no folder " + folder);
            }
            return file;
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("\"" + said + "\" is no file", e);
        }
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
