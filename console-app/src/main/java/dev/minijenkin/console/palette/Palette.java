package dev.minijenkin.console.palette;

import dev.minijenkin.console.frame.Overlay;
import dev.minijenkin.console.frame.Place;
import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.live.Background;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
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

    private final Overlay overlay;
    private final Background background;
    private final Function<String, List<Offer>> search;
    private final List<Offer> actions;
    private final Consumer<Place> go;
    private final TextField text = new TextField();
    private final ListView<Offer> list = new ListView<>();
    private final Label nothing = new Label("Nothing found");
    private int asked;

    /// Something to jump to or to do.
    public sealed interface Offer {
        Icon icon();

        String title();

        /// What helps to tell it apart; may be empty.
        String detail();

        record Jump(Icon icon, String title, String detail, Place place) implements Offer {}

        record Act(Icon icon, String title, String detail, Runnable action) implements Offer {}
    }

    /// @param search what the database knows of a text; called on a worker
    /// @param actions offered where their title contains the text
    public Palette(
            Overlay overlay,
            Background background,
            Function<String, List<Offer>> search,
            List<Offer> actions,
            Consumer<Place> go) {
        this.overlay = overlay;
        this.background = background;
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
        list.setOnMouseClicked(event -> choose());
        nothing.getStyleClass().add("muted");
        HBox box = new HBox(8, new IconView(Icon.SEARCH, 15), text);
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

    private void choose() {
        Offer offer = list.getSelectionModel().getSelectedItem();
        if (offer == null) {
            return;
        }
        overlay.close();
        switch (offer) {
            case Offer.Jump jump -> go.accept(jump.place());
            case Offer.Act act -> act.action().run();
        }
    }

    private void changed(String wanted) {
        asked++;
        int mine = asked;
        background.read(
                () -> search.apply(wanted.strip()),
                found -> {
                    if (mine == asked) {
                        show(wanted.strip(), found);
                    }
                });
    }

    private void show(String wanted, List<Offer> found) {
        List<Offer> all = new ArrayList<>();
        String lower = wanted.toLowerCase(Locale.ROOT);
        List<Offer> fitting =
                actions.stream()
                        .filter(action -> action.title().toLowerCase(Locale.ROOT).contains(lower))
                        .toList();
        // Somebody who has typed nothing yet looks for what can be done.
        all.addAll(wanted.isEmpty() ? fitting : found);
        all.addAll(wanted.isEmpty() ? found : fitting);
        list.getItems().setAll(all);
        double height = Math.max(1, Math.min(all.size(), ROWS)) * ROW + 18;
        list.setMinHeight(height);
        list.setPrefHeight(height);
        list.setMaxHeight(height);
        nothing.setVisible(all.isEmpty());
        list.getSelectionModel().selectFirst();
    }

    private static final class OfferCell extends ListCell<Offer> {
        private final Label title = new Label();
        private final Label detail = new Label();
        private final IconView icon = new IconView(Icon.RUNS, 15);
        private final HBox line = new HBox(10, icon, title, detail);

        OfferCell() {
            line.getStyleClass().add("job-line");
            // As wide as the list, so that long texts are cut instead of scrolled.
            setPrefWidth(0);
            detail.getStyleClass().addAll("small", "subtle");
            title.setMinWidth(0);
            detail.setMinWidth(0);
            HBox.setHgrow(detail, Priority.ALWAYS);
        }

        @Override
        protected void updateItem(Offer offer, boolean empty) {
            super.updateItem(offer, empty);
            setText(null);
            if (empty || offer == null) {
                setGraphic(null);
                return;
            }
            icon.setIcon(offer.icon());
            title.setText(offer.title());
            detail.setText(offer.detail());
            setGraphic(line);
        }
    }
}
