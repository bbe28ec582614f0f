package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.log.document.LogRow;
import dev.minijenkin.console.sample.Hand;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Orientation;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// Where one is in a log, and that one stays there.
@TestInstance(Lifecycle.PER_CLASS)
class LogPlaceTest {
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

    @BeforeEach
    void fresh() {
        every.show("overview");
        every.show("log");
        robot.push(KeyCode.HOME);
    }

    @SuppressWarnings("unchecked")
    private ListView<LogRow> list() {
        return (ListView<LogRow>) bench.console().scene().getRoot().lookup(".log-list");
    }

    private VirtualFlow<?> flow() {
        return (VirtualFlow<?>) list().lookup(".virtual-flow");
    }

    private Region viewport() {
        return (Region) bench.console().scene().getRoot().lookup(".map-viewport");
    }

    @Test
    void theMapShowsWhatIsInSightAndGoesWhereItIsPressed() {
        double[] before =
                bench.settled(
                        scene -> new double[] {viewport().getLayoutY(), viewport().getHeight()});
        assertThat(before[0]).isZero();
        bench.settled(scene -> {
            Region map = (Region) scene.getRoot().lookup(".log-map");
            int shown = flow().getLastVisibleCell().getIndex() + 1;
            assertThat(before[1])
                    .isBetween(
                            map.getHeight() * (shown - 2) / list().getItems().size(),
                            map.getHeight() * (shown + 2) / list().getItems().size());
            press(map, map.getHeight() * 0.75);
            return true;
        });
        bench.settled(scene -> {
            Region map = (Region) scene.getRoot().lookup(".log-map");
            int first = flow().getFirstVisibleCell().getIndex();
            int last = flow().getLastVisibleCell().getIndex();
            int wanted = (int) (list().getItems().size() * 0.75);
            assertThat(wanted).isBetween(first, last);
            double middle = viewport().getLayoutY() + viewport().getHeight() / 2;
            assertThat(middle).isBetween(map.getHeight() * 0.7, map.getHeight() * 0.8);
            return true;
        });
    }

    private static void press(Node node, double y) {
        Point2D at = node.localToScene(5, y);
        node.fireEvent(
                new MouseEvent(
                        MouseEvent.MOUSE_PRESSED,
                        at.getX(),
                        at.getY(),
                        at.getX(),
                        at.getY(),
                        MouseButton.PRIMARY,
                        1,
                        false,
                        false,
                        false,
                        false,
                        true,
                        false,
                        false,
                        true,
                        false,
                        true,
                        null));
    }

    @Test
    void theMapKnowsWhatIsFolded() {
        int open = bench.settled(scene -> marks());
        robot.write("[");
        int folded = bench.settled(scene -> marks());
        assertThat(open).isGreaterThan(5);
        // Not more than there are headings: what is folded stands at its own.
        assertThat(folded).isLessThanOrEqualTo(ConsoleBench.onFx(() -> list().getItems().size()));
        assertThat(folded).isPositive().isLessThan(open);
        robot.write("]");
    }

    @Test
    void whereNoLineStandsAnyMoreNothingIsMarked() {
        robot.push(KeyCode.E);
        long marked = bench.settled(scene -> cellsThatReport(false));
        robot.write("[");
        long emptyOnes = bench.settled(scene -> cellsThatReport(true));
        robot.write("]");

        assertThat(marked).isPositive();
        assertThat(emptyOnes).isZero();
    }

    /// Cells with the colour of an error or a warning, that have a line or not.
    private long cellsThatReport(boolean empty) {
        return list().lookupAll(".log-cell").stream()
                .map(node -> (ListCell<?>) node)
                .filter(cell -> cell.isEmpty() == empty)
                .filter(cell ->
                        cell.getPseudoClassStates().stream()
                                .anyMatch(state ->
                                        List.of("error", "warning")
                                                .contains(state.getPseudoClassName())))
                .count();
    }

    private int marks() {
        return ((Path) bench.console().scene().getRoot().lookup(".map-errors")).getElements().size()
                / 2;
    }

    @Test
    void foldingKeepsWhatIsSelected() {
        robot.push(KeyCode.E);
        LogRow error = bench.settled(scene -> list().getSelectionModel().getSelectedItem());
        assertThat(error).isInstanceOf(LogRow.Line.class);
        robot.write("[");
        LogRow heading = bench.settled(scene -> list().getSelectionModel().getSelectedItem());
        assertThat(heading)
                .isInstanceOfSatisfying(
                        LogRow.Heading.class,
                        of -> assertThat(of.fold().title()).isEqualTo("Run the browser tests"));
        robot.write("]");
        bench.settled(scene -> {
            int row = list().getSelectionModel().getSelectedIndex();
            assertThat(row)
                    .isBetween(
                            flow().getFirstVisibleCell().getIndex(),
                            flow().getLastVisibleCell().getIndex());
            return true;
        });
    }

    @Test
    void aSelectedLineWithAnErrorKeepsItsEdge() {
        robot.push(KeyCode.E);
        bench.settled(scene -> {
            ListCell<?> cell =
                    list().lookupAll(".log-cell").stream()
                            .map(node -> (ListCell<?>) node)
                            .filter(ListCell::isSelected)
                            .findFirst()
                            .orElseThrow();
            assertThat(cell.getBackground().getFills().getFirst().getFill())
                    .isEqualTo(Color.web("#FF6E70"));
            assertThat(cell.getBackground().getFills()).hasSize(3);
            return true;
        });
    }

    @Test
    void longLinesGoOnInTheNextRowWhereAPersonWantsIt() {
        bench.resize(900, 700, 1.3);
        boolean slid = bench.settled(scene -> slides());
        assertThat(slid).isTrue();
        robot.push(KeyCode.Z);
        bench.settled(scene -> {
            assertThat(slides()).isFalse();
            assertThat(list().lookupAll(".log-cell"))
                    .anyMatch(cell -> ((ListCell<?>) cell).getHeight() > 30);
            return true;
        });
        robot.push(KeyCode.Z);
        bench.settled(scene -> {
            assertThat(list().getFixedCellSize()).isEqualTo(20);
            return true;
        });
        bench.resize(1440, 900, 1);
    }

    /// Whether lines go on to the right.
    private boolean slides() {
        return list().lookupAll(".scroll-bar").stream()
                .anyMatch(node ->
                        node instanceof ScrollBar bar
                                && bar.getOrientation() == Orientation.HORIZONTAL
                                && bar.isVisible());
    }
}
