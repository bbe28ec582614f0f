package dev.minijenkin.stress.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What happened when in a run of a scenario, for its plots. Thread-safe.
public final class Timeline {
    private long begin = System.nanoTime();
    // Guarded by this, as is begin.
    private final Map<String, Map<String, List<Point>>> plots = new LinkedHashMap<>();
    private final List<Mark> marks = new ArrayList<>();

    /// A value at a time.
    ///
    /// @param at seconds since the begin
    record Point(double at, double value) {}

    /// Something that was done to the product.
    ///
    /// @param at seconds since the begin
    /// @param kind one word, which has a colour
    /// @param words what exactly
    record Mark(double at, String kind, String words) {}

    /// Now is second 0.
    public synchronized void begin() {
        begin = System.nanoTime();
    }

    /// Adds to a line of a plot.
    ///
    /// @param plot its title, with the unit
    public synchronized void point(String plot, String series, double value) {
        plots.computeIfAbsent(plot, _ -> new LinkedHashMap<>())
                .computeIfAbsent(series, _ -> new ArrayList<>())
                .add(new Point(now(), value));
    }

    public synchronized void mark(String kind, String words) {
        marks.add(new Mark(now(), kind, words));
    }

    /// The lines of each plot, by their names.
    synchronized Map<String, Map<String, List<Point>>> plots() {
        Map<String, Map<String, List<Point>>> all = new LinkedHashMap<>();
        plots.forEach((title, series) -> {
            Map<String, List<Point>> copies = new LinkedHashMap<>();
            series.forEach((name, points) -> copies.put(name, List.copyOf(points)));
            all.put(title, copies);
        });
        return all;
    }

    synchronized List<Mark> marks() {
        return List.copyOf(marks);
    }

    /// Seconds since the begin.
    public synchronized double now() {
        return (System.nanoTime() - begin) / 1e9;
    }
}
