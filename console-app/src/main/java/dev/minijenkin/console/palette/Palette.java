package dev.minijenkin.console.palette;

import dev.minijenkin.console.frame.Overlay;
import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.Latest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Search and jump: places found in the database, and actions, in one list. FX thread only.
public final class Palette {
    private static final double ROW = 36;
    private static final int ROWS = 10;
    private static final Duration PAUSE = Duration.ofMillis(60);

    private final Overlay overlay;
    private final Latest<List<Offer>> answers;
    private final Function<String, List<Offer>> search;
    private final List<Offer> actions;
    private final Consumer<Place> go;
    private final TextField text = new TextField();
    private final ListView<Offer> list = new ListView<>();
    private final Label nothing = new Label("Nothing found");
    private final Label searching = new Label("searching…");

    /// @param search what the database knows of a text; called on a worker
    /// @param actions offered where their title contains the text
    public Palette(
            Overlay overlay,
            Background background,
            Function<String, List<Offer>> search,
            List<Offer> actions,
            Consumer<Place> go) {
        this.overlay = overlay;
        this.answers = new Latest<>(background, PAUSE);
        this.search = search;
        this.actions = List.copyOf(actions);
        this.go = go;
    }

    public void open() {
        text.setPromptText("Run number, branch, commit, title, pipeline or action");
        text.getStyleClass().add("palette-text");
        text.textProperty().subscribe(this::changed);
        list.setCellFactory(view -> new OfferCell());
        list.getStyleClass().addAll("house", "unruled", "jobs");
        list.setFixedCellSize(ROW);
        list.setFocusTraversable(false);
        list.setAccessibleText("What was found");
        text.setAccessibleText("Search or jump");
        nothing.setVisible(false);
        answers.pendingProperty().subscribe(this::showSearching);
        height(1);
        list.setOnMouseClicked(event -> chooseClicked());
        nothing.getStyleClass().add("muted");
        HBox box = new HBox(8, new IconView(Icon.SEARCH, 15), text, searching);
        searching.getStyleClass().addAll("small", "muted");
        searching.setMinWidth(Label.USE_PREF_SIZE);
        box.getStyleClass().addAll("palette-box", "ruled-below");
        box.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(text, Priority.ALWAYS);
        VBox palette = new VBox(box, new StackPane(list, nothing));
        palette.getStyleClass().addAll("floating", "palette");
        palette.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        overlay.show(palette, Pos.TOP_CENTER, text);
    }

    private void pressed(KeyEvent event) {
        int row = list.getSelectionModel().getSelectedIndex();
        if (event.getCode() == KeyCode.DOWN) {
            select(Math.min(row + 1, list.getItems().size() - 1));
        } else if (event.getCode() == KeyCode.UP) {
            select(Math.max(row - 1, 0));
        } else if (event.getCode() == KeyCode.ENTER) {
            choose();
        } else {
            return;
        }
        event.consume();
    }

    private void select(int row) {
        list.getSelectionModel().clearAndSelect(row);
        list.scrollTo(Math.max(0, row - ROWS + 1));
    }

    /// What is offered for the text as it is now: as long as that is not known, nothing is done.
    private void choose() {
        answers.afterAnswer(() -> {
            Offer offer = list.getSelectionModel().getSelectedItem();
            // Who has closed the palette since wants nothing of it.
            if (offer != null && text.getScene() != null) {
                choose(offer);
            }
        });
    }

    /// A click means the row that was seen.
    private void chooseClicked() {
        Offer offer = list.getSelectionModel().getSelectedItem();
        if (offer != null) {
            choose(offer);
        }
    }

    private void choose(Offer offer) {
        overlay.close();
        switch (offer) {
            case Offer.Jump jump -> go.accept(jump.place());
            case Offer.Act act -> act.action().run();
        }
    }

    private void changed(String wanted) {
        String asked = wanted.strip();
        answers.ask(
                stale -> search.apply(asked),
                found -> show(asked, found),
                error -> show(asked, List.of()));
    }

    private void show(String wanted, List<Offer> found) {
        List<Offer> all = new ArrayList<>();
        String lower = wanted.toLowerCase(Locale.ROOT);
        List<Offer> fitting =
                actions.stream()
                        .filter(action ->
                                action.words().title().toLowerCase(Locale.ROOT).contains(lower))
                        .toList();
        // Somebody who has typed nothing yet looks for what can be done.
        all.addAll(wanted.isEmpty() ? fitting : found);
        all.addAll(wanted.isEmpty() ? found : fitting);
        list.getItems().setAll(all);
        height(all.size());
        nothing.setVisible(all.isEmpty());
        list.getSelectionModel().selectFirst();
    }

    private void height(int rows) {
        double height = Math.clamp(rows, 1, ROWS) * ROW + 18;
        list.setMinHeight(ROW);
        list.setPrefHeight(height);
        list.setMaxHeight(height);
    }

    private void showSearching(boolean pending) {
        // So that what is there is not taken for the answer.
        searching.setVisible(pending);
    }
}
