package dev.minijenkin.console.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.HBox;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

class CutLabelTest {
    private static final String NAME = "🚀 deploy 👩‍👩‍👧‍👦 to 🇪🇺 production ✅";

    @Test
    void aTextIsNeverCutInTheMiddleOfACharacter() throws Exception {
        List<String> shown = atEveryWidth(NAME.repeat(2));
        assertThat(shown).as("it is cut").anyMatch(text -> text.endsWith("..."));
        assertThat(shown).allMatch(text -> WholeCharacters.whole(text).equals(text));
    }

    private static List<String> atEveryWidth(String name) throws Exception {
        CompletableFuture<List<String>> done = new CompletableFuture<>();
        start();
        Platform.runLater(() -> {
            List<String> shown = new ArrayList<>();
            CutLabel label = new CutLabel(name);
            HBox box = new HBox(label);
            new Scene(box);
            for (int width = 300; width > 20; width--) {
                label.setMaxWidth(width);
                box.resize(width, 30);
                box.applyCss();
                box.layout();
                if (label.lookup(".text") instanceof Text text) {
                    shown.add(text.getText());
                }
            }
            done.complete(shown);
        });
        return done.get(20, TimeUnit.SECONDS);
    }

    private static void start() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }
}
