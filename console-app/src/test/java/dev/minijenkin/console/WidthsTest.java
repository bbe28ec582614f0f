package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// From 900 pixels on everything can be read and reached, also where it is shown larger.
@TestInstance(Lifecycle.PER_CLASS)
class WidthsTest {
    private ConsoleBench bench;
    private EveryView every;

    @BeforeAll
    void open() throws SQLException, TimeoutException {
        every = EveryView.open();
        bench = every.bench();
    }

    @AfterAll
    void close() {
        every.close();
    }

    record Window(int width, int height, double larger) {}

    private static final List<Window> ON_THE_SCREEN =
            List.of(
                    new Window(900, 700, 1),
                    new Window(900, 700, 1.3),
                    new Window(1024, 700, 1),
                    new Window(1024, 700, 1.3),
                    new Window(1280, 800, 1),
                    new Window(1280, 800, 1.3));

    /// Larger than the screen of the headless platform: from there no window becomes smaller.
    private static final List<Window> BEYOND_IT =
            List.of(new Window(1600, 1000, 1), new Window(1600, 1000, 1.3));

    /// Each view is opened once and follows the window: to open it anew in each of them takes most
    /// of the time.
    @TestFactory
    Stream<DynamicTest> nothingThatMattersIsCut() {
        return Stream.of(ON_THE_SCREEN, BEYOND_IT)
                .flatMap(windows ->
                        every.views().keySet().stream()
                                .sorted()
                                .map(view ->
                                        DynamicTest.dynamicTest(
                                                view + ", from " + windows.getFirst().width(),
                                                () -> walk(view, windows))));
    }

    private void walk(String view, List<Window> windows) throws IOException {
        Window first = windows.getFirst();
        bench.resize(first.width(), first.height(), first.larger());
        every.show(view);
        List<String> faults = new ArrayList<>();
        for (Window window : windows) {
            bench.resize(window.width(), window.height(), window.larger());
            bench.settled(CutTexts::in).forEach(fault -> faults.add(window + ": " + fault));
            if (window.width() == 900) {
                bench.screenshot(
                        "narrow-"
                                + view.replace(' ', '-')
                                + (window.larger() > 1 ? "-larger" : ""));
            }
        }
        every.closeAll();
        assertThat(faults).as("cut in %s", view).isEmpty();
    }
}
