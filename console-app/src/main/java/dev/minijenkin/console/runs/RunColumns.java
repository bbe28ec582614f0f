package dev.minijenkin.console.runs;

import javafx.scene.layout.Region;

/// Widths of the columns, for the head and for the rows.
final class RunColumns {
    static final double STATE = 112;
    static final double PIPELINE = 158;
    static final double NUMBER = 64;
    static final double BRANCH = 178;
    static final double EVENT = 26;
    static final double BY = 96;
    static final double STARTED = 92;
    static final double DURATION = 140;
    static final double BAR = 76;

    private RunColumns() {}

    static <R extends Region> R sized(R region, double width) {
        region.setMinWidth(width);
        region.setPrefWidth(width);
        region.setMaxWidth(width);
        return region;
    }
}
