package dev.minijenkin.console.run.graph;

import java.util.ArrayList;
import java.util.List;

/// A place in a column of a graph while it is laid out: a card, or where a line to a later column
/// passes between the cards.
final class Spot {
    private final int job;
    private final int column;
    private final boolean card;
    private final double height;
    private final List<Spot> before = new ArrayList<>();
    private final List<Spot> after = new ArrayList<>();
    private int row;
    private double centre;

    /// @param job whose card it is, or whose line
    Spot(int job, int column, boolean card, double height) {
        this.job = job;
        this.column = column;
        this.card = card;
        this.height = height;
    }

    int job() {
        return job;
    }

    int column() {
        return column;
    }

    boolean isCard() {
        return card;
    }

    double height() {
        return height;
    }

    /// In the column to the left, those that a line comes from.
    List<Spot> before() {
        return before;
    }

    /// In the column to the right, those that a line goes to.
    List<Spot> after() {
        return after;
    }

    void leadTo(Spot next) {
        after.add(next);
        next.before.add(this);
    }

    int row() {
        return row;
    }

    void setRow(int next) {
        row = next;
    }

    double centre() {
        return centre;
    }

    void setCentre(double next) {
        centre = next;
    }
}
