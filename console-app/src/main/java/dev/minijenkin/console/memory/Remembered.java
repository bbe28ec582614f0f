package dev.minijenkin.console.memory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a person chose, for the next start.
///
/// @param theme `LIGHT` or `DARK`; empty: that of the desktop
/// @param zoom how much larger than usual; 1: as usual
/// @param window where it was; null: nowhere yet
/// @param graph whether the jobs of a run are drawn; null: where there is room
/// @param timeline whether the jobs of a run lie on a line of time
/// @param lastPipeline that was started; empty: none
/// @param answers what each pipeline was started with, the latest last
/// @param watching what they want to hear of
/// @param filters of runs, the one that was kept last first
public record Remembered(
        String theme,
        double zoom,
        @Nullable Window window,
        @Nullable Boolean graph,
        boolean timeline,
        String lastPipeline,
        Map<String, TriggerAnswers> answers,
        Watching watching,
        List<String> filters) {
    /// A place on the screen, in the desktop's pixels.
    public record Window(double x, double y, double width, double height, boolean maximized) {}

    // What a file leaves out is as at the first start.
    @SuppressWarnings("ConstantValue")
    public Remembered {
        theme = theme == null ? "" : theme;
        zoom = zoom > 0 ? zoom : 1;
        lastPipeline = lastPipeline == null ? "" : lastPipeline;
        answers = answers == null ? Map.of() : answers;
        watching = watching == null ? Watching.nothing() : watching;
        filters = filters == null ? List.of() : List.copyOf(filters);
    }

    static Remembered nothing() {
        return new Remembered(
                "", 1, null, null, false, "", Map.of(), Watching.nothing(), List.of());
    }

    public Remembered withTheme(String next) {
        return new Remembered(
                next, zoom, window, graph, timeline, lastPipeline, answers, watching, filters);
    }

    public Remembered withZoom(double next) {
        return new Remembered(
                theme, next, window, graph, timeline, lastPipeline, answers, watching, filters);
    }

    public Remembered withWindow(Window next) {
        return new Remembered(
                theme, zoom, next, graph, timeline, lastPipeline, answers, watching, filters);
    }

    public Remembered withGraph(boolean next) {
        return new Remembered(
                theme, zoom, window, next, timeline, lastPipeline, answers, watching, filters);
    }

    public Remembered withTimeline(boolean next) {
        return new Remembered(
                theme, zoom, window, graph, next, lastPipeline, answers, watching, filters);
    }

    public Remembered withWatching(Watching next) {
        return new Remembered(
                theme, zoom, window, graph, timeline, lastPipeline, answers, next, filters);
    }

    /// With a filter of runs, or without it where it is kept already.
    public Remembered toggledFilter(String filter) {
        List<String> next = new ArrayList<>(filters);
        if (!next.remove(filter)) {
            next.addFirst(filter);
        }
        return new Remembered(
                theme, zoom, window, graph, timeline, lastPipeline, answers, watching, next);
    }

    /// With what a pipeline was started with; the oldest makes room.
    ///
    /// @param most how many pipelines are remembered
    public Remembered withAnswers(String pipeline, TriggerAnswers given, int most) {
        Map<String, TriggerAnswers> next = new LinkedHashMap<>(answers);
        next.remove(pipeline);
        while (next.size() >= most) {
            next.remove(next.keySet().iterator().next());
        }
        next.put(pipeline, given);
        return new Remembered(
                theme, zoom, window, graph, timeline, pipeline, next, watching, filters);
    }
}
