package dev.minijenkin.console.connection;

import dev.minijenkin.console.part.Gate;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// One connection to fill in, to test, to save and to open. FX thread only.
final class ProfileForm extends VBox {
    private final Connections connections;
    private final Runnable done;
    private final Label title = new Label();
    private final TextField name = new TextField();
    private final TextField host = new TextField();
    private final TextField port = new TextField();
    private final TextField database = new TextField();
    private final TextField user = new TextField();
    private final PasswordField password = new PasswordField();
    private final CheckBox inKeyring = new CheckBox("Keep the password in the desktop's keyring");
    private final ComboBox<TlsMode> tls = new ComboBox<>();
    private final Label message = new Label();
    private final Button remove = new Button("Remove");
    private final Button test = new Button("Test");
    private final Button save = new Button("Save");
    private final Button connect = new Button("Connect");
    private Optional<Profile> before = Optional.empty();
    private int asked;

    /// @param done is run when the form has done its work: it was saved, opened or removed
    ProfileForm(Connections connections, Runnable done) {
        this.connections = connections;
        this.done = done;
        getStyleClass().add("profile-form");
        title.getStyleClass().add("dialog-title");
        name.setPromptText("production");
        host.setPromptText("db.example.org");
        database.setPromptText("mini_jenkin");
        tls.getItems().setAll(TlsMode.values());
        tls.setMaxWidth(Double.MAX_VALUE);
        message.setWrapText(true);
        message.setMinHeight(USE_PREF_SIZE);
        test.setOnAction(event -> test());
        save.setOnAction(event -> save());
        remove.setOnAction(event -> remove());
        remove.getStyleClass().add("destructive");
        connect.setOnAction(event -> connect());
        connect.getStyleClass().add("primary");
        connect.setDefaultButton(true);
        getChildren()
                .addAll(
                        title,
                        field("Name", name),
                        row(field("Host", host), narrow(field("Port", port))),
                        row(field("Database", database), field("Role", user)),
                        field("Password", password),
                        keyring(),
                        field("Encrypted by TLS", tls),
                        message,
                        buttons());
        for (TextField field : List.of(name, host, port, database, user, password)) {
            field.textProperty().subscribe(text -> changed());
        }
        tls.valueProperty().subscribe(mode -> changed());
        show(Optional.empty());
    }

    /// What was said is of what was filled in before, and so is an answer that is still to come.
    private void changed() {
        asked++;
        say("", "muted");
    }

    /// Fills the form.
    ///
    /// @param profile empty: a new one
    void show(Optional<Profile> profile) {
        before = profile;
        setFields(profile);
    }

    /// Fills the form with a new connection.
    void fill(Profile profile) {
        before = Optional.empty();
        setFields(Optional.of(profile));
        title.setText("New connection");
        remove.setVisible(false);
    }

    private void setFields(Optional<Profile> profile) {
        asked++;
        title.setText(profile.map(Profile::name).orElse("New connection"));
        name.setText(profile.map(Profile::name).orElse(""));
        host.setText(profile.map(Profile::host).orElse(""));
        port.setText(Integer.toString(profile.map(Profile::port).orElse(Profile.USUAL_PORT)));
        database.setText(profile.map(Profile::database).orElse("mini_jenkin"));
        user.setText(profile.map(Profile::user).orElse(System.getProperty("user.name", "")));
        tls.setValue(profile.map(Profile::tls).orElse(TlsMode.PREFER));
        password.clear();
        password.setPromptText(
                profile.isPresent() ? "as remembered, or by ~/.pgpass" : "empty: by ~/.pgpass");
        remove.setVisible(profile.isPresent());
        say("", "muted");
    }

    /// One sentence about the connection that is shown.
    void say(ConnectionMessage found) {
        say(found.sentence(), found.usable() ? "good" : "wrong");
    }

    Node firstFocus() {
        return before.isPresent() ? password : name;
    }

    private Node keyring() {
        inKeyring.setDisable(!connections.hasKeyring());
        Gate gate = new Gate();
        gate.setAlignment(Pos.CENTER_LEFT);
        gate.getChildren().add(inKeyring);
        gate.setRefusal(
                connections.hasKeyring()
                        ? ""
                        : "This desktop has no secret-tool: the password is kept in memory only, until"
                                + " the console is closed");
        return gate;
    }

    private Node buttons() {
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox buttons = new HBox(8, remove, space, test, save, connect);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        return buttons;
    }

    private void test() {
        filled().ifPresent(profile -> {
            say("Trying…", "muted");
            int mine = ++asked;
            connections.test(
                    profile,
                    password.getText(),
                    found -> {
                        if (mine == asked) {
                            say(found);
                        }
                    });
        });
    }

    private void save() {
        filled().ifPresent(profile ->
                connections.save(
                        before,
                        profile,
                        secret(),
                        kept -> {
                            if (kept) {
                                done.run();
                            } else {
                                before = Optional.of(profile);
                                say(
                                        "Saved, but the keyring did not take the password: it is kept in"
                                                + " memory until the console is closed.",
                                        "alert");
                            }
                        }));
    }

    private void connect() {
        filled().ifPresent(profile -> {
            say("Connecting…", "muted");
            done.run();
            connections.connect(before, profile, secret());
        });
    }

    private void remove() {
        before.ifPresent(connections::remove);
        done.run();
    }

    private Connections.Secret secret() {
        return new Connections.Secret(password.getText(), inKeyring.isSelected());
    }

    /// What is filled in; empty, and said, where it makes no connection.
    private Optional<Profile> filled() {
        try {
            return Optional.of(
                    new Profile(
                            name.getText().isBlank()
                                    ? host.getText().strip()
                                    : name.getText().strip(),
                            host.getText().strip(),
                            number(port.getText().strip()),
                            database.getText().strip(),
                            user.getText().strip(),
                            tls.getValue()));
        } catch (IllegalArgumentException e) {
            say(e.getMessage() + ".", "wrong");
            return Optional.empty();
        }
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    }

    private void say(String sentence, String styleClass) {
        message.setText(sentence);
        message.getStyleClass().setAll("label", styleClass);
        message.setVisible(!sentence.isEmpty());
        message.setManaged(!sentence.isEmpty());
    }

    private static HBox row(Node... fields) {
        HBox row = new HBox(12, fields);
        for (Node field : fields) {
            HBox.setHgrow(field, Priority.ALWAYS);
        }
        return row;
    }

    private static VBox narrow(VBox field) {
        field.setMinWidth(84);
        field.setMaxWidth(84);
        return field;
    }

    private static VBox field(String title, Region control) {
        Label label = new Label(title);
        label.getStyleClass().add("field-label");
        label.setLabelFor(control);
        VBox field = new VBox(5, label, control);
        field.setPrefWidth(200);
        return field;
    }
}
