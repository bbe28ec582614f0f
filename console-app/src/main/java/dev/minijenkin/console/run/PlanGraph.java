package dev.minijenkin.console.run;

import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.console.state.StateShape;
import dev.minijenkin.workflow.reader.WorkflowOutline;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.shape.HLineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.QuadCurveTo;
import javafx.scene.shape.VLineTo;

/// The jobs of a file as nodes, with a line from each to those that need it; jobs with errors are
/// marked.
final class PlanGraph extends Pane {
    private static final double NODE_WIDTH = 184;
    private static final double NODE_HEIGHT = 40;
    private static final double COLUMN_GAP = 52;
    private static final double ROW_GAP = 10;
    private static final double ROUND = 8;

    private final Consumer<WorkflowOutline.Job> chosen;

    /// @param chosen is told which job was clicked
    PlanGraph(Consumer<WorkflowOutline.Job> chosen) {
        this.chosen = chosen;
        getStyleClass().add("plan-graph");
    }

    /// @param errors how many are in a job
    void show(List<WorkflowOutline.Job> jobs, ToIntFunction<WorkflowOutline.Job> errors) {
        getChildren().clear();
        List<List<WorkflowOutline.Job>> columns = PlanLayout.of(jobs).columns();
        Map<String, Button> nodes = new HashMap<>();
        int rows = columns.stream().mapToInt(List::size).max().orElse(0);
        for (int column = 0; column < columns.size(); column++) {
            // A short column stands in the middle of the long ones.
            double top = (rows - columns.get(column).size()) * (NODE_HEIGHT + ROW_GAP) / 2;
            for (int row = 0; row < columns.get(column).size(); row++) {
                WorkflowOutline.Job job = columns.get(column).get(row);
                Button node = node(job, errors.applyAsInt(job));
                node.setLayoutX(column * (NODE_WIDTH + COLUMN_GAP));
                node.setLayoutY(Math.rint(top + row * (NODE_HEIGHT + ROW_GAP)));
                nodes.putIfAbsent(job.id(), node);
                getChildren().add(node);
            }
        }
        for (WorkflowOutline.Job job : jobs) {
            for (String need : job.needs()) {
                Button from = nodes.get(need);
                Button to = nodes.get(job.id());
                if (from != null && to != null && from.getLayoutX() < to.getLayoutX()) {
                    getChildren().addFirst(line(from, to));
                }
            }
        }
        setMinSize(
                Math.max(0, columns.size() * (NODE_WIDTH + COLUMN_GAP) - COLUMN_GAP),
                Math.max(0, rows * (NODE_HEIGHT + ROW_GAP) - ROW_GAP));
        setPrefSize(getMinWidth(), getMinHeight());
    }

    private Button node(WorkflowOutline.Job job, int errors) {
        String title = job.name().isEmpty() ? job.id() : job.name();
        Label name = new Label(title);
        name.getStyleClass().add("medium");
        name.setMinWidth(0);
        name.setMaxWidth(NODE_WIDTH - (errors > 0 ? 108 : 48));
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox content =
                new HBox(
                        9,
                        new StateIcon(errors > 0 ? StateShape.FAILURE : StateShape.BLOCKED),
                        name,
                        space);
        content.getStyleClass().add("plan-node-content");
        content.setMinWidth(NODE_WIDTH - 26);
        if (errors > 0) {
            Label count = new Label(errors == 1 ? "1 error" : errors + " errors");
            count.getStyleClass().addAll("chip", "state", "state-failure");
            count.setMinWidth(USE_PREF_SIZE);
            content.getChildren().add(count);
        }
        Button node = new Button();
        node.setGraphic(content);
        node.getStyleClass().setAll("plan-node", errors > 0 ? "state-failure" : "state-blocked");
        node.resize(NODE_WIDTH, NODE_HEIGHT);
        node.setMinSize(NODE_WIDTH, NODE_HEIGHT);
        node.setMaxSize(NODE_WIDTH, NODE_HEIGHT);
        node.setTooltip(new Tooltip(tip(job)));
        node.setAccessibleText(title + ", " + (errors == 0 ? "no error" : errors + " errors"));
        node.setOnAction(event -> chosen.accept(job));
        return node;
    }

    private static String tip(WorkflowOutline.Job job) {
        String place = "Lines " + job.line() + " to " + job.lastLine();
        return job.needs().isEmpty() ? place : place + ", needs " + String.join(", ", job.needs());
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
