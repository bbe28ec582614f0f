package dev.minijenkin.console.log.list;

import dev.minijenkin.console.log.ansi.AnsiColour;
import dev.minijenkin.console.part.Contrast;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.scene.layout.Background;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/// The colours of the log in the look that is worn, told by the style sheet: swatches that nobody
/// sees. What a program asks for by red, green and blue is compared with them. FX thread only.
public final class LogColours extends Pane {
    private static final int NAMED = 16;

    private final Region canvas = swatch("log-canvas");
    private final Region ink = swatch("log-ink");
    private final List<Region> named = new ArrayList<>();
    private final ReadOnlyIntegerWrapper look = new ReadOnlyIntegerWrapper();

    public LogColours() {
        setManaged(false);
        setMouseTransparent(true);
        for (int i = 0; i < NAMED; i++) {
            named.add(swatch("ansi-on-" + new AnsiColour.Named(i).word()));
        }
        getChildren().addAll(canvas, ink);
        getChildren().addAll(named);
        canvas.backgroundProperty().subscribe(background -> look.set(look.get() + 1));
    }

    /// Counts the looks that were worn: what was drawn in one is to be drawn anew in the next.
    public ReadOnlyIntegerProperty lookProperty() {
        return look.getReadOnlyProperty();
    }

    /// How text is to be drawn so that it can be read.
    ///
    /// @param drawn text
    /// @param behind it
    record Pair(Color drawn, Color behind) {}

    /// What a program asked for, with the hue that it asked for, and readable.
    Pair pair(AnsiColour text, AnsiColour background, boolean inverse) {
        Color drawn = resolve(text, colour(ink));
        Color behind = resolve(background, colour(canvas));
        return inverse ? readable(behind, drawn) : readable(drawn, behind);
    }

    private static Pair readable(Color drawn, Color behind) {
        return new Pair(Contrast.readable(drawn, behind, Contrast.TEXT), behind);
    }

    private Color resolve(AnsiColour wanted, Color usual) {
        return switch (wanted) {
            case AnsiColour.Default() -> usual;
            case AnsiColour.Named(int index) -> colour(named.get(index));
            case AnsiColour.Rgb(int red, int green, int blue) -> Color.rgb(red, green, blue);
        };
    }

    private static Color colour(Region swatch) {
        Background background = swatch.getBackground();
        return background != null
                        && background.getFills().getFirst().getFill() instanceof Color colour
                ? colour
                : Color.GRAY;
    }

    private static Region swatch(String styleClass) {
        Region region = new Region();
        region.getStyleClass().add(styleClass);
        return region;
    }
}
