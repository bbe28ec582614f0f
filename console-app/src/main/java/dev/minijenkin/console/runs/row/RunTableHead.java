package dev.minijenkin.console.runs.row;

import java.util.List;
import javafx.beans.value.ObservableDoubleValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// The heads of the columns of the list of runs.
public final class RunTableHead {
    private RunTableHead() {}

    /// The heads over a list of this width, which lose columns as its rows do.
    public static List<Node> over(ObservableDoubleValue width) {
        Label commit = head("Commit", 0);
        commit.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(commit, Priority.ALWAYS);
        return List.of(
                head("State", RunColumns.STATE),
                head("Pipeline", RunColumns.PIPELINE, width),
                head("Run", RunColumns.NUMBER),
                commit,
                RunColumns.from(
                        head("Branch", RunColumns.BRANCH, width), RunColumns.BRANCH_FROM, width),
                RunColumns.from(head("", RunColumns.EVENT), RunColumns.EVENT_FROM, width),
                RunColumns.from(head("By", RunColumns.BY, width), RunColumns.BY_FROM, width),
                head("Created ↓", RunColumns.STARTED),
                RunColumns.duration(head("Duration", 0), width));
    }

    private static Label head(String text, RunColumns.Giving column, ObservableDoubleValue width) {
        return RunColumns.sized(head(text, 0), column, width);
    }

    private static Label head(String text, double width) {
        Label label = new Label(text);
        label.getStyleClass().addAll("small", "muted");
        return width > 0 ? RunColumns.sized(label, width) : label;
    }
}
