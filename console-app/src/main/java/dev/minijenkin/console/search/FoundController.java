package dev.minijenkin.console.search;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.part.Gate;
import dev.minijenkin.console.part.chart.Histogram;
import dev.minijenkin.console.part.chart.ShareBar;
import dev.minijenkin.console.part.layout.FittingRow;
import dev.minijenkin.db.search.SearchFacet;
import dev.minijenkin.db.search.SearchSummary;
import dev.minijenkin.db.search.saved.SavedSearch;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Binds the panel beside what was found: how often, since when and where; and the saved searches.
final class FoundController {
    private static final int MOST_VALUES = 6;

    private final SearchViewModel model;
    private final DatabaseClock clock;
    private final ObservableValue<String> refusal;
    private final Consumer<String> say;

    @FXML private ScrollPane area;
    @FXML private Label choose;
    @FXML private VBox known;
    @FXML private Label sentence;
    @FXML private Histogram histogram;
    @FXML private Label from;
    @FXML private Label to;
    @FXML private Label first;
    @FXML private Label last;
    @FXML private Label note;
    @FXML private VBox facets;
    @FXML private VBox savedBox;
    @FXML private VBox saved;
    @FXML private TextField name;
    @FXML private Gate saveGate;

    /// @param refusal why this person may save nothing; empty: they may
    FoundController(
            SearchViewModel model,
            DatabaseClock clock,
            ObservableValue<String> refusal,
            Consumer<String> say) {
        this.model = model;
        this.clock = clock;
        this.refusal = refusal;
        this.say = say;
    }

    @FXML
    private void initialize() {
        model.summaryProperty().subscribe(this::show);
        model.savedProperty().subscribe(this::showSaved);
        saveGate.refusalProperty()
                .bind(
                        Bindings.createStringBinding(
                                this::saveRefusal,
                                refusal,
                                name.textProperty(),
                                model.textProperty(),
                                model.regexProperty()));
        name.setOnAction(event -> save());
    }

    void focus() {
        area.requestFocus();
    }

    void focusName() {
        name.requestFocus();
    }

    private String saveRefusal() {
        String never = refusal.getValue();
        if (!never.isEmpty()) {
            return never;
        }
        if (!model.isUnderstood()) {
            return "Search for something first";
        }
        return name.getText().isBlank() ? "Give it a name first" : "";
    }

    @FXML
    private void save() {
        String refused = saveRefusal();
        if (refused.isEmpty()) {
            model.save(name.getText().strip(), say);
            name.clear();
        } else {
            say.accept(refused);
        }
    }

    private void show(Optional<SearchSummary> summary) {
        FittingRow.setShown(choose, summary.isEmpty());
        FittingRow.setShown(known, summary.isPresent());
        facets.getChildren().clear();
        summary.ifPresent(this::show);
    }

    private void show(SearchSummary summary) {
        sentence.setText(
                (summary.exact() ? "" : "At least ")
                        + "%,d %s in %,d %s"
                                .formatted(
                                        summary.lines(),
                                        summary.lines() == 1 ? "line" : "lines",
                                        summary.jobs(),
                                        summary.jobs() == 1 ? "job" : "jobs"));
        note.setText("Counting took too long, or the index is behind: there are more.");
        FittingRow.setShown(note, !summary.exact());
        Instant began = summary.first();
        Instant ended = summary.last();
        if (began != null && ended != null) {
            first.setText(Durations.ago(began, clock.get(), clock.zone()));
            last.setText(Durations.ago(ended, clock.get(), clock.zone()));
            FoundTimes times = FoundTimes.of(summary.hours(), clock.get(), clock.zone());
            histogram.show(
                    times.counts(),
                    times.words(),
                    at -> model.textProperty().set(times.narrowed(at, model.textProperty().get())));
            histogram.setAccessibleText(times.told());
            from.setText(times.begin());
            to.setText(times.end());
        }
        for (SearchFacet facet :
                List.of(
                        SearchFacet.RUNNER,
                        SearchFacet.PIPELINE,
                        SearchFacet.JOB,
                        SearchFacet.BRANCH,
                        SearchFacet.STATE)) {
            Map<String, Long> values = summary.by().getOrDefault(facet, Map.of());
            if (!values.isEmpty()) {
                facets.getChildren().add(facet(facet, values, summary.lines()));
            }
        }
    }

    private Node facet(SearchFacet facet, Map<String, Long> values, long all) {
        Label title = new Label(title(facet));
        title.getStyleClass().add("muted");
        VBox box = new VBox(2, title);
        box.getStyleClass().add("detail-section");
        values.entrySet().stream()
                .limit(MOST_VALUES)
                .forEach(value ->
                        box.getChildren().add(value(facet, value.getKey(), value.getValue(), all)));
        if (values.size() > MOST_VALUES) {
            Label more = new Label("and " + (values.size() - MOST_VALUES) + " others");
            more.getStyleClass().addAll("small", "muted");
            box.getChildren().add(more);
        }
        return box;
    }

    private static String title(SearchFacet facet) {
        return switch (facet) {
            case RUNNER -> "On which runners";
            case PIPELINE -> "In which pipelines";
            case JOB -> "In which jobs";
            case BRANCH -> "On which branches";
            case STATE -> "How these jobs ended";
        };
    }

    private Node value(SearchFacet facet, String value, long lines, long all) {
        boolean asked = WrittenSearch.asks(model.textProperty().get(), facet, value);
        Button button = new Button(value.replace('_', ' '));
        button.getStyleClass().addAll("link", "left-link");
        button.setMinWidth(0);
        button.setMaxWidth(Double.MAX_VALUE);
        button.setAlignment(Pos.CENTER_LEFT);
        CutLabel.explain(button);
        button.setAccessibleText(
                (asked ? "Not only " : "Only ")
                        + facet.name().toLowerCase(Locale.ROOT)
                        + " "
                        + value
                        + ", "
                        + lines
                        + " lines");
        button.setOnAction(event -> model.toggle(facet, value));
        if (asked) {
            button.setGraphic(new IconView(Icon.CLOSE, 11));
        }
        HBox.setHgrow(button, Priority.ALWAYS);
        ShareBar bar = new ShareBar(all == 0 ? 0 : (double) lines / all);
        bar.setPrefWidth(90);
        bar.setMaxWidth(90);
        Label count = new Label("%,d".formatted(lines));
        count.getStyleClass().addAll("small", "muted");
        count.setMinWidth(52);
        count.setAlignment(Pos.CENTER_RIGHT);
        return row(button, bar, count);
    }

    private void showSaved(List<SavedSearch> all) {
        FittingRow.setShown(savedBox, !all.isEmpty());
        saved.getChildren().setAll(all.stream().map(this::saved).toList());
    }

    private Node saved(SavedSearch search) {
        Button use = new Button(search.name());
        use.getStyleClass().addAll("link", "left-link");
        use.setTooltip(
                new Tooltip(
                        (search.regex() ? "Regular expression: " : "")
                                + WrittenSearch.typed(search.words(), search.facets())));
        use.setAccessibleText("Search for " + search.name());
        use.setOnAction(event -> model.use(search));
        CutLabel by =
                new CutLabel(
                        "%,d %s, of %s"
                                .formatted(
                                        search.matches(),
                                        search.matches() == 1 ? "job" : "jobs",
                                        search.createdBy()),
                        "small",
                        "muted");
        by.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(by, Priority.ALWAYS);
        Button forget = new Button();
        forget.setGraphic(new IconView(Icon.CLOSE, 12));
        forget.getStyleClass().addAll("bare", "in-row");
        forget.setAccessibleText("Forget the saved search " + search.name());
        forget.setOnAction(event -> model.forget(search.name(), say));
        Gate gate = new Gate();
        gate.getChildren().add(forget);
        gate.refusalProperty().bind(refusal);
        return row(use, by, gate);
    }

    private static HBox row(Node... nodes) {
        HBox row = new HBox(8, nodes);
        row.setAlignment(Pos.CENTER_LEFT);
        row.setMinHeight(24);
        return row;
    }
}
