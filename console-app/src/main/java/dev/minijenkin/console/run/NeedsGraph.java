package dev.minijenkin.console.run;

import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.console.state.StateShape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.shape.HLineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.QuadCurveTo;
import javafx.scene.shape.VLineTo;

/// Jobs as nodes, with a line from each to those that need it. FX thread only.
final class NeedsGraph extends Pane {
    private static final double NODE_WIDTH = 184;
    private static final double NODE_HEIGHT = 40;
    private static final double COLUMN_GAP = 52;
    private static final double ROW_GAP = 10;
    private static final double ROUND = 8;
    private static final double PADDING = 26;
    private static final List<String> FAULT = List.of("chip", "state", "state-failure");
    private static final List<String> NOTE = List.of("small", "muted");

    private final Consumer<String> chosen;
    private List<NeedsNode> shown = List.of();

    /// @param chosen is told the id of the node that was clicked
    NeedsGraph(Consumer<String> chosen) {
        this.chosen = chosen;
        getStyleClass().add("plan-graph");
    }

    /// Draws nothing anew where nothing changed.
    void show(List<NeedsNode> jobs) {
        if (jobs.equals(shown)) {
            return;
        }
        Optional<String> focused = focused();
        shown = jobs;
        getChildren().clear();
        Map<String, Button> nodes = place(NeedsLayout.of(jobs).columns());
        Map<String, NeedsNode> byId = new HashMap<>();
        jobs.forEach(job -> byId.putIfAbsent(job.id(), job));
        for (NeedsNode job : jobs) {
            for (String need : job.directNeeds(byId)) {
                Button from = nodes.get(need);
                Button to = nodes.get(job.id());
                if (from != null && to != null && from.getLayoutX() < to.getLayoutX()) {
                    Path line = line(from, to);
                    if (job.look().shape() == StateShape.BLOCKED) {
                        line.getStyleClass().add("ahead");
                    }
                    getChildren().addFirst(line);
                }
            }
        }
        focused.map(nodes::get).ifPresent(Button::requestFocus);
    }

    /// How far to the right a node stands in what is shown, from 0 to 1; 0 where there is none.
    double placeOf(String id) {
        return getChildren().stream()
                .filter(node -> id.equals(node.getUserData()))
                .findFirst()
                .map(node -> node.getLayoutX() / Math.max(1, getMinWidth() - NODE_WIDTH))
                .orElse(0.0);
    }

    /// The node that the person is at; its id is kept when all is drawn anew.
    private Optional<String> focused() {
        return getChildren().stream()
                .filter(Node::isFocused)
                .map(node -> String.valueOf(node.getUserData()))
                .findFirst();
    }

    private Map<String, Button> place(List<List<NeedsNode>> columns) {
        Map<String, Button> nodes = new HashMap<>();
        int rows = columns.stream().mapToInt(List::size).max().orElse(0);
        for (int column = 0; column < columns.size(); column++) {
            // A short column stands in the middle of the long ones.
            double top = (rows - columns.get(column).size()) * (NODE_HEIGHT + ROW_GAP) / 2;
            for (int row = 0; row < columns.get(column).size(); row++) {
                NeedsNode job = columns.get(column).get(row);
                Button node = node(job);
                node.setLayoutX(column * (NODE_WIDTH + COLUMN_GAP));
                node.setLayoutY(Math.rint(top + row * (NODE_HEIGHT + ROW_GAP)));
                nodes.putIfAbsent(job.id(), node);
                getChildren().add(node);
            }
        }
        setMinSize(
                Math.max(0, columns.size() * (NODE_WIDTH + COLUMN_GAP) - COLUMN_GAP),
                Math.max(0, rows * (NODE_HEIGHT + ROW_GAP) - ROW_GAP));
        setPrefSize(getMinWidth(), getMinHeight());
        return nodes;
    }

    private Button node(NeedsNode job) {
        CutLabel name = new CutLabel(job.title(), "medium");
        HBox.setHgrow(name, Priority.ALWAYS);
        name.setMaxWidth(Double.MAX_VALUE);
        HBox content = new HBox(9, new StateIcon(job.look().shape()), name);
        content.getStyleClass().add("plan-node-content");
        content.setMinWidth(NODE_WIDTH - PADDING);
        content.setMaxWidth(NODE_WIDTH - PADDING);
        if (!job.note().isEmpty()) {
            Label note = new Label(job.note());
            note.getStyleClass().addAll(job.fault() ? FAULT : NOTE);
            note.setMinWidth(USE_PREF_SIZE);
            content.getChildren().add(note);
        }
        Button node = new Button();
        node.setUserData(job.id());
        node.setGraphic(content);
        node.getStyleClass().setAll("plan-node", job.look().shape().styleClass());
        node.resize(NODE_WIDTH, NODE_HEIGHT);
        node.setMinSize(NODE_WIDTH, NODE_HEIGHT);
        node.setMaxSize(NODE_WIDTH, NODE_HEIGHT);
        node.setTooltip(new Tooltip(job.tip()));
        node.setAccessibleText(
                job.title()
                        + ", "
                        + job.look().word()
                        + (job.note().isEmpty() ? "" : ", " + job.note()));
        node.setOnAction(event -> chosen.accept(job.id()));
        return node;
    }

    private static Path line(Button from, Button to) {
        double startX = from.getLayoutX() + NODE_WIDTH;
        double startY = from.getLayoutY() + NODE_HEIGHT / 2;
        double endX = to.getLayoutX();
        double endY = to.getLayoutY() + NODE_HEIGHT / 2;
        // Half-way in the gap before the node, so that lines of one job run together.
        double bend = endX - COLUMN_GAP / 2;
        Path path = new Path(new MoveTo(startX, startY));
        path.getStyleClass().add("plan-line");
        path.setMouseTransparent(true);
        double round = Math.min(ROUND, Math.abs(endY - startY) / 2);
        if (round < 1) {
            path.getElements().add(new HLineTo(endX));
            return path;
        }
        double down = Math.signum(endY - startY) * round;
        path.getElements()
                .addAll(
                        new HLineTo(bend - round),
                        new QuadCurveTo(bend, startY, bend, startY + down),
                        new VLineTo(endY - down),
                        new QuadCurveTo(bend, endY, bend + round, endY),
                        new HLineTo(endX));
        return path;
    }
}
