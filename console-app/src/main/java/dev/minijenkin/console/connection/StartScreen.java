package dev.minijenkin.console.connection;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// What the window shows while there is no database to look at: the saved connections, one of them
/// to fill in, and what was wrong with the last one. FX thread only.
public final class StartScreen {
    private final Connections connections;
    private final ListView<Profile> list = new ListView<>();
    private final ProfileForm form;
    private final Label trouble = new Label();
    private final HBox banner = new HBox(8, new IconView(Icon.WARNING, 16), trouble);
    private final Button local = new Button("Start a local instance");
    private final StackPane root;

    public StartScreen(Connections connections) {
        this.connections = connections;
        this.form = new ProfileForm(connections, () -> {});
        trouble.setWrapText(true);
        trouble.setMinHeight(Label.USE_PREF_SIZE);
        HBox.setHgrow(trouble, Priority.ALWAYS);
        banner.getStyleClass().addAll("banner", "state-failure");
        Label title = new Label("Connect to a database");
        title.getStyleClass().add("view-title");
        Label explanation =
                new Label(
                        "Mini-Jenkin is wherever its PostgreSQL is: choose a connection or add one.");
        explanation.getStyleClass().add("muted");
        HBox body = new HBox(saved(), form);
        HBox.setHgrow(form, Priority.ALWAYS);
        body.getStyleClass().addAll("card", "start-card");
        StackPane logo = new StackPane(new IconView(Icon.BRANCH));
        logo.getStyleClass().add("logo");
        Label brand = new Label("Mini-Jenkin");
        brand.getStyleClass().add("semibold");
        HBox head = new HBox(10, logo, brand);
        head.getStyleClass().add("start-brand");
        VBox column = new VBox(head, title, explanation, banner, body);
        column.getStyleClass().add("start-column");
        column.setMaxSize(760, VBox.USE_PREF_SIZE);
        root = new StackPane(column);
        root.getStyleClass().addAll("frame", "start");
        say("");
    }

    public Parent node() {
        return root;
    }

    public void focus() {
        form.firstFocus().requestFocus();
    }

    /// Shows what is wrong with the connection that was tried last.
    ///
    /// @param sentence empty: none was tried
    public void show(String sentence) {
        say(sentence);
        Optional<Profile> tried = connections.currentProperty().get();
        Optional<Profile> shown = tried.or(() -> connections.profiles().stream().findFirst());
        list.getSelectionModel().clearSelection();
        shown.ifPresent(list.getSelectionModel()::select);
        form.show(shown);
    }

    /// Fills the form with a connection that nobody saved.
    public void fill(Profile profile) {
        list.getSelectionModel().clearSelection();
        form.fill(profile);
    }

    private void say(String sentence) {
        trouble.setText(sentence);
        banner.setVisible(!sentence.isEmpty());
        banner.setManaged(!sentence.isEmpty());
    }

    private Node saved() {
        Label heading = new Label("Saved connections");
        heading.getStyleClass().add("field-label");
        Label none = new Label("None yet: what you fill in at the right is kept here.");
        none.setWrapText(true);
        none.getStyleClass().addAll("small", "subtle");
        list.setItems(connections.profiles());
        list.getStyleClass().addAll("house", "unruled", "jobs");
        list.setFixedCellSize(48);
        StackPane placeholder = new StackPane(none);
        placeholder.setAlignment(Pos.TOP_LEFT);
        list.setPlaceholder(placeholder);
        list.setCellFactory(view -> new ProfileCell(connections, Optional.empty()));
        list.getSelectionModel()
                .selectedItemProperty()
                .subscribe(chosen -> {
                    if (chosen != null) {
                        form.show(Optional.of(chosen));
                    }
                });
        list.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2 && list.getSelectionModel().getSelectedItem() != null) {
                connections.connect(list.getSelectionModel().getSelectedItem());
            }
        });
        Button add = new Button("New", new IconView(Icon.PLUS, 14));
        add.setOnAction(event -> {
            list.getSelectionModel().clearSelection();
            form.show(Optional.empty());
            form.firstFocus().requestFocus();
        });
        local.setGraphic(new IconView(Icon.PLAY, 14));
        local.setVisible(connections.canStartLocally());
        local.setManaged(connections.canStartLocally());
        local.setOnAction(event -> startLocally());
        VBox.setVgrow(list, Priority.ALWAYS);
        VBox buttons = new VBox(8, add, local);
        buttons.setAlignment(Pos.CENTER_LEFT);
        VBox column = new VBox(8, heading, list, buttons);
        column.getStyleClass().addAll("start-saved", "ruled-right");
        return column;
    }

    private void startLocally() {
        local.setDisable(true);
        local.setText("Starting…");
        connections.startLocally(why -> {
            localAgain();
            say(why);
        });
    }

    /// The button as it is while nothing starts.
    public void localAgain() {
        local.setDisable(false);
        local.setText("Start a local instance");
    }
}
