package dev.minijenkin.console.overview;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.chart.Sparkline;
import dev.minijenkin.console.part.layout.FittingRow;
import java.util.function.DoubleConsumer;
import javafx.beans.NamedArg;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// One number: what it is, how much, a word, and the last hour of it.
public final class Tile extends VBox {
    private final Label number = label("metric");
    private final Label unit = label("small");
    private final Label secondNumber = label("metric");
    private final Label secondUnit = label("small");
    private final IconView sign = new IconView(Icon.WARNING, 13);
    private final CutLabel words = new CutLabel("", "small");
    private final Sparkline sparkline = new Sparkline();
    private final String title;

    public Tile(@NamedArg("title") String title) {
        this.title = title;
        getStyleClass().add("tile");
        Label heading = label("small");
        heading.setText(title);
        heading.getStyleClass().add("muted");
        unit.getStyleClass().add("subtle");
        secondUnit.getStyleClass().add("subtle");
        FittingRow numbers = new FittingRow(5, number, unit, secondNumber, secondUnit);
        FittingRow.setDrop(secondUnit, 1);
        FittingRow.setDrop(unit, 2);
        numbers.setAlignment(Pos.BASELINE_LEFT);
        HBox.setMargin(secondNumber, new Insets(0, 0, 0, 10));
        HBox line = new HBox(5, sign, words);
        line.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(this, Priority.ALWAYS);
        Region space = new Region();
        VBox.setVgrow(space, Priority.ALWAYS);
        sparkline.setMaxHeight(sparkline.getPrefHeight());
        getChildren().addAll(heading, numbers, line, space, sparkline);
        sign.setVisible(false);
        sign.setManaged(false);
    }

    /// Is told where a person drags to along the line: 0 to 1.
    void onDrag(DoubleConsumer to) {
        sparkline.onDrag(to);
    }

    /// Marks a place on the line; NaN: none.
    void mark(double share) {
        sparkline.mark(share);
    }

    void show(Figure figure) {
        number.setText(figure.number());
        unit.setText(figure.unit());
        secondNumber.setText(figure.secondNumber());
        secondUnit.setText(figure.secondUnit());
        boolean two = !figure.secondNumber().isEmpty();
        secondNumber.setManaged(two);
        secondNumber.setVisible(two);
        secondUnit.setManaged(two);
        if (!two) {
            // Else the row says whether it has room.
            secondUnit.setVisible(false);
        }
        words.setText(figure.words());
        boolean ordinary = figure.tone() == Figure.Tone.ORDINARY;
        words.getStyleClass()
                .setAll("label", "small", ordinary ? "muted" : figure.tone().styleClass());
        sign.getStyleClass().setAll("icon", ordinary ? "subtle" : figure.tone().styleClass());
        sign.setVisible(!ordinary);
        sign.setManaged(!ordinary);
        sparkline.getStyleClass().setAll("sparkline", "draggable");
        if (!ordinary) {
            sparkline.getStyleClass().add(figure.tone().styleClass());
        }
        sparkline.show(
                figure.values(),
                figure.secondValues(),
                figure.usual().low(),
                figure.usual().high());
        setAccessibleText(
                title + ": " + figure.number() + " " + figure.unit() + ", " + figure.words());
    }

    private static Label label(String styleClass) {
        Label label = new Label();
        label.getStyleClass().add(styleClass);
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }
}
