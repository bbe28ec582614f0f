package dev.minijenkin.console.news;

import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.state.StateIcon;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// One thing that happened, with the way to where it can be seen. FX thread only.
final class NewsRow extends HBox {
    /// @param open is given what the person wants to see
    NewsRow(NewsItem item, Instant now, Consumer<NewsItem> open) {
        getStyleClass().addAll("news-row", "ruled-below");
        Region dot = new Region();
        dot.getStyleClass().add("news-dot");
        CutLabel title = new CutLabel(item.title(), "medium");
        HBox.setHgrow(title, Priority.ALWAYS);
        title.setMaxWidth(Double.MAX_VALUE);
        Label age = new Label(Durations.words(Duration.between(item.at(), now)));
        age.getStyleClass().addAll("small", "subtle");
        age.setMinWidth(USE_PREF_SIZE);
        CutLabel text = new CutLabel(item.text(), "small", "muted");
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMaxWidth(Double.MAX_VALUE);
        Button action = new Button(item.action());
        action.getStyleClass().add("compact");
        action.setMinWidth(USE_PREF_SIZE);
        action.setAccessibleText(item.action() + ": " + item.title() + ". " + item.text());
        action.setOnAction(event -> open.accept(item));
        HBox first = new HBox(8, title, age);
        HBox second = new HBox(8, text, action);
        first.setAlignment(Pos.CENTER_LEFT);
        second.setAlignment(Pos.CENTER_LEFT);
        VBox words = new VBox(2, first, second);
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMinWidth(0);
        getChildren().addAll(dot, new StateIcon(item.sign()), words);
    }
}
