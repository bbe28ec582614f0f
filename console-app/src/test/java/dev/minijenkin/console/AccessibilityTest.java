package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.sample.Hand;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// Whoever sees no pointer, or nothing, finds what there is: by Tab, with a mark where the focus
/// is, and a name for everything.
@TestInstance(Lifecycle.PER_CLASS)
class AccessibilityTest {
    private static final int MOST_STOPS = 80;

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

    @Test
    void everyStopOfTheFocusHasANameAndIsSeen() {
        List<String> faults = new ArrayList<>();
        every.views()
                .forEach((name, show) -> {
                    show.run();
                    bench.settled(scene -> true);
                    walk().forEach((stop, fault) -> faults.add(name + ": " + fault));
                });
        every.closeAll();
        assertThat(faults).isEmpty();
    }

    @Test
    void everyControlHasAName() {
        List<String> faults = new ArrayList<>();
        every.views()
                .forEach((name, show) -> {
                    show.run();
                    bench.settled(scene -> {
                        everyNode(
                                scene.getRoot(),
                                node -> {
                                    if (node.isFocusTraversable()
                                            && !node.isDisabled()
                                            && name(node).isBlank()) {
                                        faults.add(name + ": no name: " + told(node));
                                    }
                                    if (node instanceof ListCell<?> cell
                                            && !cell.isEmpty()
                                            && cell.getIndex() >= 0
                                            && !(cell.getParent() instanceof ComboBoxBase)
                                            && name(node).isBlank()) {
                                        faults.add(name + ": a row without words: " + told(node));
                                    }
                                });
                        return true;
                    });
                });
        every.closeAll();
        assertThat(faults).isEmpty();
    }

    /// From stop to stop by Tab until one comes again; what is wrong with each.
    private Map<Node, String> walk() {
        Map<Node, String> faults = new LinkedHashMap<>();
        Set<Node> seen = new LinkedHashSet<>();
        robot.push(KeyCode.TAB);
        Node owner = owner();
        while (owner != null && seen.add(owner) && seen.size() < MOST_STOPS) {
            Node stop = owner;
            String with = ConsoleBench.onFx(() -> look(stop));
            if (ConsoleBench.onFx(() -> name(stop)).isBlank()) {
                faults.put(stop, "no name: " + told(stop));
            }
            robot.push(KeyCode.TAB);
            owner = owner();
            if (stop.equals(owner)) {
                // Nowhere else to go, as in a menu of one.
                break;
            }
            String without = ConsoleBench.onFx(() -> look(stop));
            // Two stops in one box have one ring around both, and a text its caret.
            boolean caret =
                    stop instanceof TextInputControl
                            && boxOf(stop).isPresent()
                            && boxOf(stop).equals(boxOf(owner));
            if (!caret && with.equals(without)) {
                faults.put(stop, "the focus is not seen: " + told(stop));
            }
        }
        assertThat(seen).as("stops").isNotEmpty();
        return faults;
    }

    private static Optional<Node> boxOf(@Nullable Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.getStyleClass().contains("input-box")) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private Node owner() {
        return ConsoleBench.onFx(() -> bench.console().scene().getFocusOwner());
    }

    /// All that draws the focus: fills and edges of the control, of what holds it and of what is in
    /// it. (Not its texts: they change by themselves.)
    private static String look(Node node) {
        StringBuilder look = new StringBuilder();
        everyNode(
                node,
                part -> {
                    if (part instanceof Region region) {
                        fills(region, look);
                    }
                });
        for (Parent at = node.getParent(); at != null; at = at.getParent()) {
            if (at.getStyleClass().contains("input-box")) {
                fills((Region) at, look);
            }
        }
        return look.toString();
    }

    private static void fills(Region region, StringBuilder look) {
        if (region.getBackground() != null) {
            region.getBackground()
                    .getFills()
                    .forEach(fill -> look.append(fill.getFill()).append(fill.getInsets()));
        }
        if (region.getBorder() != null) {
            region.getBorder()
                    .getStrokes()
                    .forEach(stroke ->
                            look.append(stroke.getTopStroke()).append(stroke.getWidths().getTop()));
        }
        look.append('|');
    }

    private static String name(Node node) {
        String own = node.getAccessibleText();
        if (own != null && !own.isBlank()) {
            return own;
        }
        if (node instanceof Labeled labeled && labeled.getText() != null) {
            return labeled.getText();
        }
        String[] label = {""};
        everyNode(
                node.getScene().getRoot(),
                other -> {
                    if (other instanceof Label of && node.equals(of.getLabelFor())) {
                        label[0] = of.getText();
                    }
                });
        return label[0];
    }

    private interface Visitor {
        void visit(Node node);
    }

    /// What is seen, from a node on.
    private static void everyNode(Node node, Visitor visitor) {
        if (!node.isVisible()) {
            return;
        }
        visitor.visit(node);
        if (node instanceof Parent parent) {
            List.copyOf(parent.getChildrenUnmodifiable())
                    .forEach(child -> everyNode(child, visitor));
        }
    }

    private static String told(Node node) {
        String index = node instanceof IndexedCell<?> cell ? " row " + cell.getIndex() : "";
        String items = node instanceof ListView<?> list ? " of " + list.getItems().size() : "";
        return node.getClass().getSimpleName()
                + index
                + items
                + " "
                + (node.getId() == null ? "" : "#" + node.getId() + " ")
                + node.getStyleClass();
    }
}
