package dev.minijenkin.console.product;

import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.Durations;
import java.time.Duration;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A test that failed: what it is called, what it said, and whether that is new.
final class TestCell extends ListCell<FailedTest> {
    TestCell() {
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(FailedTest test, boolean empty) {
        super.updateItem(test, empty);
        setText(null);
        if (empty || test == null) {
            setGraphic(null);
            setAccessibleText("");
            return;
        }
        setAccessibleText(
                "%s %s. %s. %s"
                        .formatted(
                                test.fullName(),
                                test.failed() ? "failed" : "passed at another try",
                                test.result().message(),
                                test.past()));
        String message = test.result().message().lines().findFirst().orElse("");
        CutLabel name = new CutLabel(test.fullName(), "medium");
        CutLabel said =
                new CutLabel(
                        message.isEmpty() ? test.report().jobName() : message, "small", "muted");
        VBox words = new VBox(1, name, said);
        words.setAlignment(Pos.CENTER_LEFT);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox row = new HBox(10, TestShares.sign(test), words);
        row.getStyleClass().add("queue-line");
        CutLabel past = new CutLabel(test.past(), "small", "subtle");
        row.getChildren().add(past);
        TestShares.verdict(test).ifPresent(row.getChildren()::add);
        Label took = new Label(Durations.exact(Duration.ofMillis(test.result().milliseconds())));
        took.getStyleClass().addAll("small", "subtle");
        took.setMinWidth(USE_PREF_SIZE);
        row.getChildren().add(took);
        setGraphic(row);
    }
}
