package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    @TestFactory
    Stream<DynamicTest> nothingThatMattersIsCut() {
        return Stream.of(
                        new Window(900, 700, 1),
                        new Window(900, 700, 1.3),
                        new Window(1024, 700, 1),
                        new Window(1024, 700, 1.3),
                        new Window(1280, 800, 1),
                        new Window(1280, 800, 1.3),
                        new Window(1600, 1000, 1),
                        new Window(1600, 1000, 1.3))
                .map(window -> DynamicTest.dynamicTest(window.toString(), () -> walk(window)));
    }

    private void walk(Window window) throws IOException {
        bench.resize(window.width(), window.height(), window.larger());
        List<String> faults = new ArrayList<>();
        for (Map.Entry<String, Runnable> view : every.views().entrySet()) {
            view.getValue().run();
            List<String> found = bench.settled(CutTexts::in);
            found.forEach(fault -> faults.add(view.getKey() + ": " + fault));
            if (window.width() == 900) {
                bench.screenshot(
                        "narrow-"
                                + view.getKey().replace(' ', '-')
                                + (window.larger() > 1 ? "-larger" : ""));
            }
        }
        every.closeAll();
        assertThat(faults).as("cut in %s", window).isEmpty();
    }
}
