package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.connection.ConnectionTarget;
import dev.minijenkin.console.frame.Overlay;
import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.incident.PngFile;
import dev.minijenkin.console.part.Gate;
import dev.minijenkin.console.sample.Hand;
import dev.minijenkin.console.theme.Fonts;
import dev.minijenkin.console.theme.Theme;
import dev.minijenkin.db.DatabaseConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.image.Image;
import javafx.scene.image.PixelReader;
import javafx.stage.Stage;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// A console on a stage of the headless platform.
final class ConsoleBench implements AutoCloseable {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final long PATIENCE_SECONDS = 20;
    private static final int FLAT = 60;

    private final Console console;
    private final Stage stage;
    private final Warnings warnings;
    private String expected = "";

    private ConsoleBench(Console console, Stage stage, Warnings warnings) {
        this.console = console;
        this.stage = stage;
        this.warnings = warnings;
    }

    static ConsoleBench open(DatabaseConfiguration database) throws TimeoutException {
        return open(
                new Console.Settings(
                        Optional.of(database),
                        Optional.empty(),
                        newFolder(),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty()));
    }

    static ConsoleBench open(Console.Settings settings) throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        Warnings warnings = new Warnings();
        return onFx(() -> {
            Fonts.load();
            ExecutorService workers = Console.workers();
            Console console = new Console(settings, Clock.system(ZoneOffset.UTC), workers);
            if (!Files.exists(settings.folder().resolve("console.json"))) {
                console.themes().choose(Theme.DARK);
            }
            console.begin(
                    settings.given()
                            .map(given ->
                                    DatabaseLink.open(new ConnectionTarget("", given), workers)));
            console.dress();
            Stage stage = console.window();
            stage.show();
            return new ConsoleBench(console, stage, warnings);
        });
    }

    /// Where nobody has chosen anything yet.
    private static Path newFolder() {
        try {
            Path target = Files.createDirectories(Path.of("target"));
            Path folder = Files.createTempDirectory(target, "console");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Warnings that say this are what the test is about.
    void expectWarning(String part) {
        expected = part;
    }

    void go(Place place) {
        onFx(() -> {
            console.navigator().go(place);
            return true;
        });
    }

    void wear(Theme theme) {
        onFx(() -> {
            console.themes().choose(theme);
            return true;
        });
    }

    /// Whether the picture is more than a few flat colours, in both looks.
    void screenshotInBothLooks(String name) throws IOException {
        // To change the look is dear: the one that is worn comes first.
        Theme worn = onFx(() -> console.themes().themeProperty().get());
        for (Theme theme : List.of(worn, worn.other())) {
            wear(theme);
            Image image = screenshot(name + "-" + theme.name().toLowerCase(Locale.ROOT));
            assertThat(hasManyColours(image)).as("colours of " + name).isTrue();
        }
    }

    /// Pictures at the sizes that people have, in both looks.
    void screenshotsOfAllSizes(String name) throws IOException {
        // The notices of what was done before are not what is looked at.
        if (!frameOverlay().showing()) {
            quiet();
        }
        Theme worn = onFx(() -> console.themes().themeProperty().get());
        for (Theme theme : List.of(worn, worn.other())) {
            wear(theme);
            String look = "-" + theme.name().toLowerCase(Locale.ROOT);
            for (int[] size : new int[][] {{1024, 700}, {900, 640}, {1440, 900}}) {
                resize(size[0], size[1], 1);
                String file = name + look + (size[0] == 1440 ? "" : "-" + size[0]);
                Image image = settledScreenshot(file);
                assertThat(hasManyColours(image)).as("colours of " + file).isTrue();
            }
        }
    }

    private Image settledScreenshot(String name) throws IOException {
        settled(scene -> true);
        return screenshot(name);
    }

    /// Stops to count as soon as it is more than flat areas.
    private static boolean hasManyColours(Image image) {
        PixelReader pixels = image.getPixelReader();
        Set<Integer> colours = new HashSet<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                colours.add(pixels.getArgb(x, y));
            }
            if (colours.size() > FLAT) {
                return true;
            }
        }
        return false;
    }

    /// Another size of the window.
    ///
    /// @param larger how much larger than usual its content is shown
    void resize(int width, int height, double larger) {
        onFx(() -> {
            // The headless window has no edges: the scene is as large as the stage.
            stage.setWidth(width);
            stage.setHeight(height);
            console.zoom().to(larger);
            return true;
        });
        awaitThat(
                "the window is as large as wanted",
                () -> console.scene().getWidth() == width && console.scene().getHeight() == height);
    }

    /// What floats over the frame.
    Overlay frameOverlay() {
        return (Overlay) console.scene().getRoot().lookup(".overlay");
    }

    /// Looks at the scene when all that was asked for is laid out.
    <T> T settled(Function<Scene, T> look) {
        for (int pulse = 0; pulse < 3; pulse++) {
            Hand.pulse();
        }
        return onFx(() -> {
            // Once for all: the styles of a whole scene are most of what such a look costs.
            console.scene().getRoot().applyCss();
            console.scene().getRoot().layout();
            return look.apply(console.scene());
        });
    }

    Console console() {
        return console;
    }

    /// Waits until a visible label or button says exactly this.
    void await(String text) {
        try {
            WaitForAsyncUtils.waitFor(
                    PATIENCE_SECONDS, TimeUnit.SECONDS, () -> onFx(() -> says(text)));
        } catch (TimeoutException e) {
            keepFailure();
            throw new AssertionError("Nothing says \"" + text + "\"; " + focus(), e);
        }
    }

    /// Waits until a visible text somewhere contains this.
    void awaitPart(String text) {
        awaitThat(
                "something says " + text,
                () ->
                        console.scene().getRoot().lookupAll(".label").stream()
                                .anyMatch(node ->
                                        node instanceof Labeled labeled
                                                && labeled.getText() != null
                                                && labeled.getText().contains(text)
                                                && isShown(node)));
    }

    /// Waits until something holds on the FX thread.
    void awaitThat(String what, Callable<Boolean> holds) {
        try {
            WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, () -> onFx(holds));
        } catch (TimeoutException e) {
            keepFailure();
            throw new AssertionError("Not so: " + what + "; " + focus(), e);
        }
    }

    /// Where keys go.
    private String focus() {
        return onFx(() ->
                "the focus is on %s of %s"
                        .formatted(
                                console.scene().getFocusOwner(),
                                stage.isFocused() ? "the window" : "a window that has it not"));
    }

    private void keepFailure() {
        try {
            screenshot("failure");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean says(String text) {
        return Stream.of(".label", ".button", ".toggle-button")
                .flatMap(type -> console.scene().getRoot().lookupAll(type).stream())
                .anyMatch(node ->
                        node instanceof Labeled labeled
                                && text.equals(labeled.getText())
                                && isShown(node));
    }

    /// What the visible labels of a kind say, from top to bottom.
    List<String> texts(String selector) {
        return settled(scene ->
                scene.getRoot().lookupAll(selector).stream()
                        .filter(node -> node instanceof Labeled && isShown(node))
                        .sorted(Comparator.comparingDouble(node -> node.localToScene(0, 0).getY()))
                        .map(node -> ((Labeled) node).getText())
                        .toList());
    }

    /// Waits until a list has so many rows: a word alone may be that of another view.
    void awaitRows(String styleClass, int rows) {
        awaitThat(
                rows + " rows in the list " + styleClass,
                () ->
                        console.scene().getRoot().lookup("." + styleClass)
                                        instanceof ListView<?> list
                                && list.getItems().size() == rows);
    }

    /// Selects the first row of a list whose text for screen readers contains this.
    void selectRow(String styleClass, String says) {
        onFx(() -> {
            ListView<?> list = (ListView<?>) console.scene().getRoot().lookup("." + styleClass);
            list.requestFocus();
            for (int i = 0; i < list.getItems().size(); i++) {
                if (spoken(list, i).contains(says)) {
                    list.getSelectionModel().clearAndSelect(i);
                    return true;
                }
            }
            throw new AssertionError("No row says " + says + " in " + list.getItems());
        });
        settled(scene -> true);
    }

    /// A row is spoken by its cell: it is brought to the screen for that.
    private String spoken(ListView<?> list, int index) {
        list.scrollTo(index);
        list.layout();
        return list.lookupAll(".list-cell").stream()
                .map(node -> (ListCell<?>) node)
                .filter(cell -> cell.getIndex() == index && !cell.isEmpty())
                .map(cell -> String.valueOf(cell.getAccessibleText()))
                .findFirst()
                .orElse("");
    }

    /// What is said is read, and nothing is open over the view.
    void quiet() {
        onFx(() -> {
            frameOverlay().close();
            if (console.scene().getRoot().lookup(".toast .bare") instanceof ButtonBase closing) {
                closing.fire();
            }
            return true;
        });
    }

    /// Why a button cannot be pressed; empty where it can.
    String refusal(String title) {
        return onFx(() ->
                console.scene().getRoot().lookupAll(".button").stream()
                        .filter(node ->
                                node instanceof ButtonBase button
                                        && title.equals(button.getText())
                                        && isShown(node)
                                        && node.getParent() instanceof Gate)
                        .map(node -> ((Gate) node.getParent()).getRefusal())
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("No button says " + title)));
    }

    /// Presses the button that says this.
    void fire(String text) {
        onFx(() -> {
            Stream.of(".button", ".toggle-button")
                    .flatMap(type -> console.scene().getRoot().lookupAll(type).stream())
                    .filter(node ->
                            node instanceof ButtonBase button
                                    && text.equals(button.getText())
                                    && isShown(node))
                    .map(ButtonBase.class::cast)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No button says " + text))
                    .fire();
            return true;
        });
    }

    <N extends Node> N find(String selector, Class<N> type) {
        return onFx(() -> type.cast(console.scene().getRoot().lookup(selector)));
    }

    /// What the window looks like now, also kept as a file of the build.
    Image screenshot(String name) throws IOException {
        // Two pulses: one lays out what has come, the next paints it.
        Hand.pulse();
        Hand.pulse();
        Image image = onFx(() -> console.scene().snapshot(null));
        Files.createDirectories(SCREENSHOTS);
        PngFile.write(image, SCREENSHOTS.resolve(name + ".png"));
        return image;
    }

    @Override
    public void close() {
        onFx(() -> {
            stage.hide();
            console.close();
            return true;
        });
        warnings.close();
        assertThat(warnings.all())
                .filteredOn(warning -> expected.isEmpty() || !warning.contains(expected))
                .as("warnings of the console")
                .isEmpty();
    }

    static <T> T onFx(Callable<T> work) {
        return Hand.onFx(work);
    }

    private static boolean isShown(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }
}
