package dev.minijenkin.console.insight;

import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.chart.Sparkline;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// A figure of the last day with its course by the hour.
final class FigureTile extends VBox {
    private final Label number = new Label();
    private final CutLabel unit = new CutLabel("", "small", "subtle");
    private final Sparkline course = new Sparkline();

    FigureTile(String title) {
        getStyleClass().add("figure-tile");
        setMinWidth(0);
        CutLabel name = new CutLabel(title, "small", "muted");
        number.getStyleClass().add("figure-number");
        number.setMinWidth(USE_PREF_SIZE);
        HBox figure = new HBox(5, number, unit);
        figure.getStyleClass().add("figure-line");
        course.setMinHeight(26);
        course.setPrefHeight(26);
        getChildren().addAll(name, figure, course);
    }

    /// @param hours by the hour; NaN: not known; none: there is no course
    void show(String value, String of, double[] hours) {
        number.setText(value);
        unit.setText(of);
        course.setVisible(hours.length > 0);
        course.setManaged(hours.length > 0);
        course.show(hours, Double.NaN, Double.NaN);
    }
}
