package dev.minijenkin.console.manage.form;

import dev.minijenkin.console.frame.Overlay;
import dev.minijenkin.console.manage.model.ManageOutcome;
import dev.minijenkin.console.manage.model.ManageViewModel;
import dev.minijenkin.console.manage.model.ManageWish;
import dev.minijenkin.console.part.TextClipboard;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Where forms are shown, and what they say is carried out. FX thread only.
///
/// @param say tells the person one sentence
public record ManageDesk(ManageViewModel model, Supplier<Overlay> overlay, Consumer<String> say) {
    /// Names of the repositories, for whoever chooses one.
    public List<String> repositories() {
        return model.repositories();
    }

    public void show(ManageForm form) {
        overlay.get().show(form, Pos.CENTER, form.firstFocus());
    }

    public void close() {
        overlay.get().close();
    }

    public void carryOut(ManageWish wish) {
        model.carryOut(
                wish,
                outcome -> {
                    say.accept(outcome.sentence());
                    if (!outcome.shownOnce().isEmpty()) {
                        showOnce(outcome);
                    }
                });
    }

    private void showOnce(ManageOutcome outcome) {
        Label title = new Label(outcome.sentence());
        title.getStyleClass().add("dialog-title");
        title.setWrapText(true);
        Label what = new Label(outcome.what());
        what.getStyleClass().add("field-label");
        Label warning = new Label("This is the only time that it is shown. " + outcome.next());
        warning.getStyleClass().add("muted");
        warning.setWrapText(true);
        TextField secret = new TextField(outcome.shownOnce());
        secret.setEditable(false);
        secret.getStyleClass().addAll("mono", "shown-once");
        secret.setAccessibleText(outcome.what());
        what.setLabelFor(secret);
        Button copy = new Button("Copy");
        copy.getStyleClass().add("primary");
        copy.setOnAction(event -> {
            TextClipboard.put(outcome.shownOnce());
            say.accept(outcome.what() + " is in the clipboard");
        });
        Button done = new Button("Done");
        done.setOnAction(event -> close());
        HBox buttons = new HBox(8, copy, done);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        VBox dialog = new VBox(title, warning, new VBox(5, what, secret), buttons);
        dialog.getStyleClass().addAll("floating", "dialog-box");
        dialog.setPrefWidth(560);
        overlay.get().show(dialog, Pos.CENTER, copy);
    }
}
