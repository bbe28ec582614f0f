package dev.minijenkin.console.runs.row;

import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableDoubleValue;
import javafx.scene.layout.Region;

/// Widths of the columns, for the head and for the rows. Where the list is narrow, three columns
/// give way, and where it is narrower still, those go that a person misses least, so that something
/// of the commit's title stays.
final class RunColumns {
    static final double STATE = 112;
    static final double NUMBER = 72;
    static final double EVENT = 26;
    static final double EVENT_FROM = 940;

    /// Below that the state alone says what a run waits for, and keys do what buttons would.
    static final double WAITS_FROM = 940;

    static final double BRANCH_FROM = 760;
    static final double BY_FROM = 700;
    static final double BAR_FROM = 760;
    private static final double DURATION_ALONE = 92;
    static final double STARTED = 92;
    static final double DURATION = 140;
    static final double BAR = 76;
    static final Giving PIPELINE = new Giving(158, 128);
    static final Giving BRANCH = new Giving(178, 96);
    static final Giving BY = new Giving(96, 28);

    private static final double WIDE = 1180;
    private static final double NARROW = 860;

    private RunColumns() {}

    /// A column that gives way.
    record Giving(double wide, double narrow) {}

    static <R extends Region> R sized(R region, double width) {
        region.setMinWidth(width);
        region.setPrefWidth(width);
        region.setMaxWidth(width);
        return region;
    }

    /// Takes a column out while the list is narrower than something.
    static <R extends Region> R from(R region, double least, ObservableDoubleValue list) {
        var shown = Bindings.createBooleanBinding(() -> list.get() >= least, list);
        region.visibleProperty().bind(shown);
        region.managedProperty().bind(shown);
        return region;
    }

    /// The last column, which loses its bar where the list is narrow.
    static <R extends Region> R duration(R region, ObservableDoubleValue list) {
        var width =
                Bindings.createDoubleBinding(
                        () -> list.get() < BAR_FROM ? DURATION_ALONE : DURATION, list);
        region.minWidthProperty().bind(width);
        region.prefWidthProperty().bind(width);
        region.maxWidthProperty().bind(width);
        return region;
    }

    /// @param list width of the list
    static <R extends Region> R sized(R region, Giving column, ObservableDoubleValue list) {
        var width = Bindings.createDoubleBinding(() -> width(column, list.get()), list);
        region.minWidthProperty().bind(width);
        region.prefWidthProperty().bind(width);
        region.maxWidthProperty().bind(width);
        return region;
    }

    static double width(Giving column, double list) {
        double share = Math.clamp((list - NARROW) / (WIDE - NARROW), 0, 1);
        return Math.rint(column.narrow() + share * (column.wide() - column.narrow()));
    }
}
