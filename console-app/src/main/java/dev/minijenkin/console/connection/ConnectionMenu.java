package dev.minijenkin.console.connection;

import dev.minijenkin.console.frame.Overlay;
import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// What the connection at the top right of the frame opens: one row a profile; a click or Enter
/// switches. FX thread only.
public final class ConnectionMenu {
    private static final double ROW = 48;
    private static final int ROWS = 6;

    private final Overlay overlay;
    private final Connections connections;
    private final ListView<Profile> list = new ListView<>();

    private ConnectionMenu(Overlay overlay, Connections connections) {
        this.overlay = overlay;
        this.connections = connections;
    }

    /// Opens the menu.
    ///
    /// @param now how the console is connected, in words
    public static void open(Overlay overlay, Connections connections, String now) {
        new ConnectionMenu(overlay, connections).show(now);
    }

    /// A form for one connection over the frame.
    ///
    /// @param profile empty: a new one
    public static void edit(Overlay overlay, Connections connections, Optional<Profile> profile) {
        ProfileForm form = new ProfileForm(connections, overlay::close);
        form.show(profile);
        form.getStyleClass().addAll("floating", "dialog-box");
        form.setPrefWidth(460);
        overlay.show(form, Pos.CENTER, form.firstFocus());
    }

    private void show(String now) {
        list.setItems(connections.profiles());
        list.getStyleClass().addAll("house", "unruled", "jobs");
        list.setFixedCellSize(ROW);
        list.setCellFactory(view -> new ProfileCell(connections, Optional.of(this::edit)));
        double height = Math.clamp(connections.profiles().size(), 0, ROWS) * ROW + 18;
        list.setMinHeight(height);
        list.setPrefHeight(height);
        list.setMaxHeight(height);
        list.getSelectionModel().selectFirst();
        list.setOnMouseClicked(event -> choose());
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        boolean any = !connections.profiles().isEmpty();
        list.setVisible(any);
        list.setManaged(any);
        Label heading = new Label("Connections");
        heading.getStyleClass().add("panel-title");
        Label state = new Label(now);
        state.getStyleClass().addAll("small", "muted");
        state.setWrapText(true);
        VBox head = new VBox(3, heading, state);
        head.getStyleClass().addAll("menu-head", "ruled-below");
        Button add = new Button("Add a connection…", new IconView(Icon.PLUS, 14));
        add.setOnAction(event -> edit(overlay, connections, Optional.empty()));
        HBox foot = new HBox(8, add);
        foot.getStyleClass().addAll("menu-foot", "ruled-above");
        VBox menu = new VBox(head, list, foot);
        menu.getStyleClass().addAll("floating", "connection-menu");
        overlay.showMenu(menu, Pos.TOP_RIGHT, any ? list : add);
    }

    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER) {
            choose();
            event.consume();
        } else if (event.getCode() == KeyCode.E) {
            Optional.ofNullable(list.getSelectionModel().getSelectedItem()).ifPresent(this::edit);
            event.consume();
        }
    }

    private void edit(Profile profile) {
        edit(overlay, connections, Optional.of(profile));
    }

    private void choose() {
        Profile chosen = list.getSelectionModel().getSelectedItem();
        if (chosen != null) {
            overlay.close();
            connections.connect(chosen);
        }
    }
}
