package dev.minijenkin.stress.report;

import dev.minijenkin.stress.report.Timeline.Mark;
import dev.minijenkin.stress.report.Timeline.Point;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// A run of a scenario as one HTML file that needs nothing beside it: whether everything held
/// first, then plots, figures, and how to play it again.
///
/// @param scenario its name
/// @param description its one line
/// @param options by their names, as they were or would have been given
/// @param command line that plays it again
/// @param at when it ended
public record ReportPage(
        String scenario,
        String description,
        Map<String, Object> options,
        String command,
        Instant at) {
    private static final String STYLE = "report.css";

    public ReportPage {
        options = new LinkedHashMap<>(options);
    }

    public String html(Report report) {
        StringBuilder page = new StringBuilder();
        page.append(
                """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%1$s – stress – Mini-Jenkin</title>
                <style>%2$s</style></head><body><main>
                <header><p class="eyebrow">Mini-Jenkin · stress</p><h1>%1$s</h1><p class="lead">%3$s</p></header>
                """
                        .formatted(Markup.escaped(scenario), style(), Markup.escaped(description)));
        verdict(page, report);
        plots(page, report.timeline());
        table(page, "Figures", report.figures());
        again(page);
        table(page, "Control: the machine without the product", report.control());
        page.append("<section><details><summary>All that it said</summary><pre>");
        report.lines().forEach(line -> page.append(Markup.escaped(line)).append('\n'));
        page.append(
                "</pre></details></section><footer>Ended at %s.</footer></main></body></html>\n"
                        .formatted(at.truncatedTo(ChronoUnit.SECONDS)));
        return page.toString();
    }

    private static void verdict(StringBuilder page, Report report) {
        List<String> findings = report.findings();
        List<String> held = report.held();
        String words =
                !findings.isEmpty()
                        ? "Broken"
                        : held.isEmpty() ? "Nothing wrong was found" : "All held";
        page.append(
                "<section class=\"verdict %s\"><h2>%s</h2><ul>"
                        .formatted(findings.isEmpty() ? "good" : "bad", words));
        findings.forEach(
                one -> page.append("<li class=\"no\">%s</li>".formatted(Markup.escaped(one))));
        held.forEach(
                one -> page.append("<li class=\"yes\">%s</li>".formatted(Markup.escaped(one))));
        page.append("</ul></section>");
    }

    private static void plots(StringBuilder page, Timeline timeline) {
        List<Mark> marks = timeline.marks();
        timeline.plots()
                .forEach((title, series) -> {
                    page.append(
                            "<section><h2>%s</h2><p class=\"legend\">"
                                    .formatted(Markup.escaped(title)));
                    legend(page, series, marks);
                    page.append("</p>")
                            .append(new Plot(title, series, marks).svg())
                            .append("</section>");
                });
    }

    private static void legend(
            StringBuilder page, Map<String, List<Point>> series, List<Mark> marks) {
        int colour = 0;
        for (String name : series.keySet()) {
            page.append(
                    "<span><i class=\"s%d\"></i>%s</span>"
                            .formatted(colour++ % Plot.COLOURS, Markup.escaped(name)));
        }
        Map<String, Integer> kinds = new LinkedHashMap<>();
        marks.forEach(mark -> kinds.merge(mark.kind(), 1, Integer::sum));
        kinds.forEach((kind, count) ->
                page.append(
                        "<span><i class=\"tick %s\"></i>%s × %d</span>"
                                .formatted(kind, kind, count)));
    }

    /// With a bar for each, as long as it is beside others of its unit.
    private static void table(StringBuilder page, String title, Map<String, Double> figures) {
        if (figures.isEmpty()) {
            return;
        }
        Map<String, Double> greatest = new LinkedHashMap<>();
        Map<String, Integer> together = new LinkedHashMap<>();
        figures.forEach((name, value) -> {
            greatest.merge(Unit.of(name).unit(), Math.abs(value), Math::max);
            together.merge(Unit.of(name).unit(), 1, Integer::sum);
        });
        page.append("<section><h2>%s</h2><table>".formatted(Markup.escaped(title)));
        figures.forEach((name, value) -> {
            Unit unit = Unit.of(name);
            double most = greatest.getOrDefault(unit.unit(), 0.0);
            boolean compared = !unit.unit().isEmpty() && together.getOrDefault(unit.unit(), 0) > 1;
            page.append(
                    "<tr><th title=\"%s\">%s</th><td class=\"number\">%s</td><td class=\"unit\">%s</td><td class=\"bar\">%s</td></tr>"
                            .formatted(
                                    Markup.escaped(name),
                                    Markup.escaped(unit.what()),
                                    number(value),
                                    Markup.escaped(unit.unit()),
                                    compared && most > 0
                                            ? "<b style=\"width:%.1f%%\"></b>"
                                                    .formatted(Math.abs(value) / most * 100)
                                            : ""));
        });
        page.append("</table></section>");
    }

    private void again(StringBuilder page) {
        page.append(
                "<section><h2>Play it again</h2><pre class=\"command\">%s</pre><table>"
                        .formatted(Markup.escaped(command)));
        options.forEach((name, value) ->
                page.append(
                        "<tr><th>%s</th><td>%s</td></tr>"
                                .formatted(
                                        Markup.escaped(name),
                                        Markup.escaped(String.valueOf(value)))));
        page.append("</table></section>");
    }

    private static String number(double value) {
        String format = Math.abs(value) >= 100 || value == Math.rint(value) ? "%,.0f" : "%.2f";
        return String.format(Locale.ROOT, format, value).replace(',', '\u202f');
    }

    private static String style() {
        try (InputStream in =
                Objects.requireNonNull(ReportPage.class.getResourceAsStream(STYLE), STYLE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What a name of a figure says: `claim_p50_ms` is the claim p50 in ms.
    private record Unit(String what, String unit) {
        private static final Map<String, String> UNITS =
                Map.of(
                        "ms", "ms",
                        "us", "µs",
                        "seconds", "s",
                        "percent", "%",
                        "bytes", "bytes",
                        "mb", "MB",
                        "count", "",
                        "ratio", "");

        static Unit of(String name) {
            List<String> words = new ArrayList<>(List.of(name.split("_", -1)));
            String suffix = "";
            int per = words.lastIndexOf("per");
            if (per > 0) {
                suffix = " per " + String.join(" ", words.subList(per + 1, words.size()));
                words = words.subList(0, per);
            }
            String unit = UNITS.get(words.getLast());
            if (unit != null && words.size() > 1) {
                words = words.subList(0, words.size() - 1);
            } else {
                unit = "";
            }
            return new Unit(String.join(" ", words), (unit + suffix).strip());
        }
    }
}
