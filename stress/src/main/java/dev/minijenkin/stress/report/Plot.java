package dev.minijenkin.stress.report;

import dev.minijenkin.stress.report.Timeline.Mark;
import dev.minijenkin.stress.report.Timeline.Point;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One plot over time as SVG, in classes that the style of [ReportPage] colours.
///
/// @param series points by the name of their line, in the order of time
/// @param marks what was done meanwhile, as ticks above
record Plot(String title, Map<String, List<Point>> series, List<Mark> marks) {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 260;
    private static final int LEFT = 64;
    private static final int RIGHT = 16;
    private static final int TOP = 34;
    private static final int BOTTOM = 32;
    private static final int TICKS_ACROSS = 8;
    private static final int TICKS_UP = 4;

    /// More points than pixels show nothing more.
    private static final int MOST_POINTS = 450;

    /// Colours of lines there are.
    static final int COLOURS = 6;

    String svg() {
        double seconds = Math.max(1, end());
        double top =
                nice(
                        series.values().stream()
                                .flatMap(Collection::stream)
                                .mapToDouble(Point::value)
                                .max()
                                .orElse(1));
        StringBuilder svg = new StringBuilder();
        svg.append(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
                        .formatted(WIDTH, HEIGHT, Markup.escaped(title)));
        grid(svg, seconds, top);
        for (Mark mark : marks) {
            svg.append(
                    "<line class=\"mark %s\" x1=\"%s\" x2=\"%s\" y1=\"%d\" y2=\"%d\"><title>%s</title></line>"
                            .formatted(
                                    mark.kind(),
                                    x(mark.at(), seconds),
                                    x(mark.at(), seconds),
                                    TOP - 14,
                                    TOP - 4,
                                    Markup.escaped(
                                            "%.1f s: %s".formatted(mark.at(), mark.words()))));
        }
        int colour = 0;
        for (List<Point> points : series.values()) {
            svg.append("<polyline class=\"s%d\" points=\"".formatted(colour++ % COLOURS));
            thinned(points)
                    .forEach(point ->
                            svg.append(x(point.at(), seconds))
                                    .append(',')
                                    .append(y(point.value(), top))
                                    .append(' '));
            svg.append("\"/>");
        }
        return svg.append("</svg>").toString();
    }

    private double end() {
        double last = marks.stream().mapToDouble(Mark::at).max().orElse(0);
        for (List<Point> points : series.values()) {
            last = Math.max(last, points.getLast().at());
        }
        return last;
    }

    private static void grid(StringBuilder svg, double seconds, double top) {
        for (int tick = 0; tick <= TICKS_UP; tick++) {
            double value = top * tick / TICKS_UP;
            svg.append(
                    "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\"/>"
                            .formatted(LEFT, WIDTH - RIGHT, y(value, top), y(value, top)));
            svg.append(
                    "<text class=\"up\" x=\"%d\" y=\"%s\">%s</text>"
                            .formatted(LEFT - 8, y(value, top), number(value)));
        }
        double step = nice(seconds / TICKS_ACROSS);
        for (double at = 0; at <= seconds; at += step) {
            svg.append(
                    "<text class=\"across\" x=\"%s\" y=\"%d\">%s</text>"
                            .formatted(x(at, seconds), HEIGHT - 10, number(at) + " s"));
        }
    }

    /// The highest of each few, so that no peak is lost.
    private static List<Point> thinned(List<Point> points) {
        int together = Math.ceilDiv(points.size(), MOST_POINTS);
        if (together <= 1) {
            return points;
        }
        List<Point> kept = new ArrayList<>();
        for (int from = 0; from < points.size(); from += together) {
            Point highest = points.get(from);
            for (Point point : points.subList(from, Math.min(points.size(), from + together))) {
                highest = point.value() > highest.value() ? point : highest;
            }
            kept.add(highest);
        }
        return kept;
    }

    private static String x(double at, double seconds) {
        return coordinate(LEFT + at / seconds * (WIDTH - LEFT - RIGHT));
    }

    private static String y(double value, double top) {
        return coordinate(HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM));
    }

    private static String coordinate(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String number(double value) {
        if (value >= 10_000) {
            return String.format(Locale.ROOT, "%,.0f", value).replace(',', '\u202f');
        }
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.2g", value);
    }

    /// The next of 1, 2, 4, 5, 6, 8, 10 times a power of ten.
    private static double nice(double most) {
        if (most <= 0) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(most)));
        for (double step : new double[] {1, 2, 4, 5, 6, 8}) {
            if (most <= step * power) {
                return step * power;
            }
        }
        return 10 * power;
    }
}
