package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.sample.Hand;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// What is around the views: keys, notices.
@TestInstance(Lifecycle.PER_CLASS)
class FrameTest {
    private final Hand robot = new Hand();
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

    private void focus(String selector) {
        Node node = bench.find(selector, Node.class);
        ConsoleBench.onFx(() -> {
            node.requestFocus();
            return true;
        });
    }

    private Place place() {
        return ConsoleBench.onFx(() -> bench.console().navigator().placeProperty().get());
    }

    @Test
    void twoKeysLeadToTheOtherViewsAndActOnNothing() {
        every.show("runs");
        robot.push(KeyCode.G);
        robot.push(KeyCode.O);
        bench.awaitThat(
                "the overview",
                () ->
                        bench.console().navigator().placeProperty().get()
                                instanceof Place.OverviewPlace);
        robot.push(KeyCode.G);
        robot.push(KeyCode.R);
        bench.awaitThat(
                "the runs",
                () -> bench.console().navigator().placeProperty().get() instanceof Place.RunsPlace);
        assertThat(ConsoleBench.onFx(() -> bench.frameOverlay().showing()))
                .as("R alone would ask about a rerun")
                .isFalse();
        robot.push(KeyCode.CONTROL, KeyCode.R);
        bench.await("Run a pipeline");
        every.closeAll();
    }

    @Test
    void theKeysOfAViewWorkWhereverTheFocusIsInTheFrame() {
        for (String control :
                new String[] {"#theme", "#search", "#overview", "#connection", "#keys"}) {
            every.show("runs");
            every.show("run");
            focus(control);
            robot.push(KeyCode.X);
            bench.await("Cancel shop-web / ci #1287?");
            every.closeAll();
            focus(control);
            robot.push(KeyCode.ESCAPE);
            bench.awaitThat(
                    "back by Escape from " + control,
                    () ->
                            bench.console().navigator().placeProperty().get()
                                    instanceof Place.RunsPlace);
            focus(control);
            robot.write("/");
            bench.awaitThat(
                    "the filter is written by / from " + control,
                    () ->
                            bench.console().scene().getFocusOwner() != null
                                    && "filter"
                                            .equals(
                                                    bench.console()
                                                            .scene()
                                                            .getFocusOwner()
                                                            .getId()));
            robot.push(KeyCode.ESCAPE);
        }
    }

    @Test
    void keysOfTheFrameStayItsOwn() {
        every.show("run");
        focus("#theme");
        robot.push(KeyCode.SPACE);
        robot.push(KeyCode.SPACE);
        assertThat(place()).isInstanceOf(Place.RunPlace.class);
        focus("#overview");
        robot.push(KeyCode.SPACE);
        bench.awaitThat(
                "the overview",
                () ->
                        bench.console().navigator().placeProperty().get()
                                instanceof Place.OverviewPlace);
    }

    @Test
    void aQuestionMarkShowsAllKeysButInAText() {
        for (String view : new String[] {"overview", "runs", "run", "log"}) {
            every.show(view);
            robot.write("?");
            bench.await("Everywhere");
            every.closeAll();
        }
        every.show("runs");
        robot.write("/?");
        bench.awaitThat("the filter has it", () -> !bench.frameOverlay().showing());
        robot.push(KeyCode.ESCAPE);
    }

    @Test
    void aNoticeCoversNothing() {
        every.show("log of a run");
        bench.awaitThat("the log is read to its end", () -> lastLine().isPresent());
        ConsoleBench.onFx(() -> {
            bench.console().say("Cancelling deploy: the runner of 1 job was asked to end it");
            return true;
        });
        bench.settled(scene -> {
            Bounds toast = bounds(scene.getRoot().lookup(".toast"));
            for (String other :
                    new String[] {".log-list", ".view-foot", ".status-bar", ".log-map"}) {
                assertThat(toast.intersects(shrunk(bounds(scene.getRoot().lookup(other)))))
                        .as("over %s", other)
                        .isFalse();
            }
            Node last =
                    lastLine()
                            .orElseThrow(() -> new AssertionError("the last line is out of sight"));
            assertThat(bounds(last).getMaxY()).isLessThanOrEqualTo(toast.getMinY() + 1);
            return true;
        });
        Button closing = bench.find(".toast .bare", Button.class);
        ConsoleBench.onFx(() -> {
            closing.fire();
            return true;
        });
        bench.awaitThat(
                "the notice is gone",
                () -> !bench.console().scene().getRoot().lookup(".toast-line").isVisible());
    }

    /// Of the log, where it is in sight.
    private Optional<Node> lastLine() {
        ListView<?> list = (ListView<?>) bench.console().scene().getRoot().lookup(".log-list");
        return list.lookupAll(".list-cell").stream()
                .filter(cell ->
                        cell instanceof ListCell<?> of
                                && !of.isEmpty()
                                && of.getIndex() == list.getItems().size() - 1)
                .findFirst();
    }

    private static Bounds bounds(Node node) {
        return node.localToScene(node.getLayoutBounds());
    }

    private static Bounds shrunk(Bounds of) {
        return new BoundingBox(
                of.getMinX() + 1, of.getMinY() + 1, of.getWidth() - 2, of.getHeight() - 2);
    }
}
