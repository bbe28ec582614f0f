package dev.minijenkin.console.connection;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A saved connection: its name, where it goes, and whether it is the one in use.
final class ProfileCell extends ListCell<Profile> {
    private final Connections connections;
    private final IconView sign = new IconView(Icon.DATABASE, 16);
    private final Label name = new Label();
    private final Label words = new Label();
    private final Button edit = new Button();
    private final HBox line = new HBox(10);

    /// @param edits empty: the row offers no change
    ProfileCell(Connections connections, Optional<Consumer<Profile>> edits) {
        this.connections = connections;
        // As wide as the list, so that long texts are cut instead of scrolled.
        setPrefWidth(0);
        name.getStyleClass().add("medium");
        words.getStyleClass().addAll("small", "subtle");
        line.getStyleClass().add("job-line");
        line.setAlignment(Pos.CENTER_LEFT);
        VBox texts = new VBox(1, name, words);
        texts.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(texts, Priority.ALWAYS);
        line.getChildren().setAll(sign, texts, edit);
        edit.setGraphic(new IconView(Icon.EDIT, 14));
        edit.getStyleClass().addAll("bare", "in-row");
        edit.setTooltip(new Tooltip("Change or remove (E)"));
        edit.setAccessibleText("Change or remove");
        edit.setFocusTraversable(false);
        edit.setVisible(edits.isPresent());
        edit.setManaged(edits.isPresent());
        edit.setOnAction(event -> edits.ifPresent(change -> change.accept(getItem())));
    }

    @Override
    protected void updateItem(Profile profile, boolean empty) {
        super.updateItem(profile, empty);
        setText(null);
        if (empty || profile == null) {
            setGraphic(null);
            return;
        }
        boolean inUse = connections.currentProperty().get().filter(profile::equals).isPresent();
        sign.setIcon(inUse ? Icon.CHECK : Icon.DATABASE);
        name.setText(profile.name());
        words.setText(profile.words());
        setAccessibleText(profile.name() + ", " + profile.words() + (inUse ? ", in use" : ""));
        setGraphic(line);
    }
}
