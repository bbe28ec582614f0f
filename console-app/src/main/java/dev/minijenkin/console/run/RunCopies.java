package dev.minijenkin.console.run;

import dev.minijenkin.console.frame.Notices;
import dev.minijenkin.console.incident.Incident;
import dev.minijenkin.console.incident.PngFile;
import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.TextClipboard;
import dev.minijenkin.console.peek.FirstError;
import dev.minijenkin.console.ribbon.RibbonText;
import dev.minijenkin.console.run.detail.RunDetail;
import dev.minijenkin.console.run.time.TimelinePicture;
import dev.minijenkin.db.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/// What a person takes along from the page of a run: an incident in words, and its line of time as
/// a picture. FX thread only.
final class RunCopies {
    private static final String DOWNLOADS = "Downloads";

    private final RunViewModel model;
    private final DatabaseClock clock;
    private final Consumer<String> say;
    private final BiConsumer<String, Notices.Offer> offer;
    private final Page page;
    private Runnable copyIncident = () -> {};

    /// What only the page knows.
    ///
    /// @param ribbon since when the branch is red; empty where it is not
    /// @param looks style sheets that are worn
    record Page(Supplier<Optional<RibbonText>> ribbon, Supplier<List<String>> looks) {}

    RunCopies(
            RunViewModel model,
            DatabaseClock clock,
            Consumer<String> say,
            BiConsumer<String, Notices.Offer> offer,
            Page page) {
        this.model = model;
        this.clock = clock;
        this.say = say;
        this.offer = offer;
        this.page = page;
    }

    /// Knows from now on where first errors come from.
    void lookFurther(Function<RunId, Optional<FirstError>> errors, Background background) {
        copyIncident =
                () ->
                        model.detailProperty()
                                .get()
                                .ifPresent(detail ->
                                        background.read(
                                                () -> errors.apply(detail.run().id()),
                                                error -> incident(detail, error)));
    }

    void incident() {
        copyIncident.run();
    }

    private void incident(RunDetail detail, Optional<FirstError> error) {
        TextClipboard.put(
                new Incident(detail.run(), detail.failure(), page.ribbon().get(), error)
                        .markdown(clock.zone()));
        offer.accept(
                "Copied as an incident, in Markdown",
                new Notices.Offer("Copy picture", this::picture));
    }

    /// The time line into the clipboard, and into a file, because not every program pastes
    /// pictures.
    void picture() {
        model.detailProperty()
                .get()
                .filter(detail -> !detail.jobs().isEmpty())
                .ifPresentOrElse(this::picture, () -> say.accept("This run has no jobs to draw"));
    }

    private void picture(RunDetail detail) {
        TimelinePicture picture = new TimelinePicture(detail, model.timeline(), clock.get());
        WritableImage image = picture.draw(page.looks().get(), clock.zone());
        ClipboardContent content = new ClipboardContent();
        content.putImage(image);
        Clipboard.getSystemClipboard().setContent(content);
        Path home = Path.of(System.getProperty("user.home"));
        Path folder = Files.isDirectory(home.resolve(DOWNLOADS)) ? home.resolve(DOWNLOADS) : home;
        Path file = folder.resolve(picture.fileName());
        try {
            PngFile.write(image, file);
            say.accept("The time line is a picture in the clipboard, and in " + file);
        } catch (IOException e) {
            say.accept(
                    "The time line is a picture in the clipboard; "
                            + file
                            + " could not be written: "
                            + e.getMessage());
        }
    }
}
