package dev.minijenkin.console.news;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.state.StateShape;
import dev.minijenkin.db.view.news.News;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// What happened while a person was away: what needs them, what they watch, and all else in a
/// sentence. FX thread only.
final class NewsPanel extends VBox {
    private static final int PASSED_SHOWN = 3;

    private final Label span = new Label();
    private final VBox items = new VBox();
    private final Button read = new Button("Mark read");
    private final ZoneId zone;
    private final Consumer<NewsItem> open;

    /// What the panel does.
    ///
    /// @param open leads to something that happened
    /// @param markRead all of it is read
    /// @param settings what is watched
    record Acts(Consumer<NewsItem> open, Runnable markRead, Runnable settings) {}

    NewsPanel(ZoneId zone, Acts acts) {
        this.zone = zone;
        this.open = acts.open();
        getStyleClass().addAll("floating", "news-panel");
        Label title = new Label("While you were away");
        title.getStyleClass().add("heading-15");
        title.setMinWidth(USE_PREF_SIZE);
        span.getStyleClass().addAll("small", "subtle");
        span.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(span, Priority.ALWAYS);
        read.getStyleClass().add("link");
        read.setMinWidth(USE_PREF_SIZE);
        read.setOnAction(event -> acts.markRead().run());
        Button settings = new Button(null, new IconView(Icon.FILTER, 14));
        settings.getStyleClass().addAll("bare", "in-row");
        settings.setTooltip(new Tooltip("What you watch"));
        settings.setAccessibleText("What you watch");
        settings.setOnAction(event -> acts.settings().run());
        HBox head = new HBox(8, title, span, read, settings);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().addAll("news-head", "ruled-below");
        ScrollPane area = new ScrollPane(items);
        area.setFitToWidth(true);
        area.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        area.setAccessibleText("What happened");
        getChildren().addAll(head, area);
    }

    Node firstFocus() {
        return read;
    }

    /// @param since from when on it is told
    void show(News news, Instant since) {
        span.setText(
                Durations.ago(since, news.at(), zone)
                        + " to "
                        + Durations.timeOfDay(news.at(), zone).substring(0, 5));
        items.getChildren().clear();
        List<NewsItem> needed = NewsItem.needed(news);
        if (!needed.isEmpty()) {
            items.getChildren().add(head("Needs you", needed.size()));
            needed.forEach(item -> items.getChildren().add(row(item, news)));
        }
        List<NewsItem> watched = NewsItem.watched(news);
        if (!watched.isEmpty()) {
            items.getChildren().add(head("You watch", watched.size()));
            watched(watched, news);
        }
        items.getChildren().add(head("Everything else", 0));
        Label rest = new Label(everything(news));
        rest.setWrapText(true);
        rest.getStyleClass().addAll("small", "muted", "news-rest");
        items.getChildren().add(rest);
        read.setDisable(needed.isEmpty() && watched.isEmpty() && news.ended().all() == 0);
    }

    /// What passed is said one by one only where it is little.
    private void watched(List<NewsItem> watched, News news) {
        List<NewsItem> passed =
                watched.stream().filter(item -> item.sign() == StateShape.SUCCESS).toList();
        List<NewsItem> shown = passed.stream().limit(PASSED_SHOWN).toList();
        watched.stream()
                .filter(item -> item.sign() != StateShape.SUCCESS || shown.contains(item))
                .forEach(item -> items.getChildren().add(row(item, news)));
        if (passed.size() > PASSED_SHOWN) {
            Label more =
                    new Label(
                            passed.stream()
                                    .skip(PASSED_SHOWN)
                                    .map(item -> item.title().replaceFirst(" [^ ]+$", ""))
                                    .collect(
                                            Collectors.joining(
                                                    ", ",
                                                    passed.size() - PASSED_SHOWN + " more passed: ",
                                                    "")));
            more.setWrapText(true);
            more.getStyleClass().addAll("small", "muted", "news-rest", "ruled-below");
            items.getChildren().add(more);
        }
    }

    private NewsRow row(NewsItem item, News news) {
        return new NewsRow(item, news.at(), open);
    }

    private static String everything(News news) {
        News.EndedRuns ended = news.ended();
        if (ended.all() == 0) {
            return "No run ended since then.";
        }
        long other = ended.all() - ended.succeeded() - ended.failed();
        return "%,d %s ended: %,d passed, %,d failed%s."
                .formatted(
                        ended.all(),
                        ended.all() == 1 ? "run" : "runs",
                        ended.succeeded(),
                        ended.failed(),
                        other > 0 ? ", %,d cancelled or skipped".formatted(other) : "");
    }

    private static Node head(String title, int count) {
        Label heading = new Label(title);
        heading.getStyleClass().addAll("small", "muted");
        Label number = new Label(count == 0 ? "" : Integer.toString(count));
        number.getStyleClass().addAll("small", "subtle", "news-count");
        HBox head = new HBox(8, heading, number);
        head.getStyleClass().addAll("news-group", "ruled-below");
        return head;
    }
}
