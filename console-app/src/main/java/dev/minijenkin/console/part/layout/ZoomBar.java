package dev.minijenkin.console.part.layout;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/// Smaller, how large, larger, and all of it: the same for whatever can be enlarged. Its keys are
/// those of the view that it stands in. FX thread only.
public final class ZoomBar extends HBox {
    private final Label percent = new Label("100 %");

    public ZoomBar() {
        getStyleClass().add("zoom-bar");
        setMinWidth(USE_PREF_SIZE);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        percent.getStyleClass().addAll("small", "muted", "zoom-percent");
    }

    /// What can be done, and how it is called.
    ///
    /// @param fitWords what fit does
    public record Acts(Runnable smaller, Runnable larger, Runnable fit, String fitWords) {}

    public void offer(Acts acts) {
        getChildren()
                .setAll(
                        List.of(
                                button(Icon.MINUS, "Smaller", "−", acts.smaller()),
                                percent,
                                button(Icon.PLUS, "Larger", "+", acts.larger()),
                                button(Icon.FIT, acts.fitWords(), "Z", acts.fit())));
    }

    /// Says how large it is shown.
    ///
    /// @param factor 1 is the usual size
    public void show(double factor) {
        percent.setText(Math.round(100 * factor) + " %");
    }

    private static Button button(Icon icon, String words, String key, Runnable act) {
        Button button = new Button("", new IconView(icon, 12));
        button.getStyleClass().addAll("bare", "zoom-button");
        button.setAccessibleText(words);
        button.setTooltip(new Tooltip(words + " (" + key + ")"));
        button.setFocusTraversable(false);
        button.setOnAction(event -> act.run());
        return button;
    }
}
