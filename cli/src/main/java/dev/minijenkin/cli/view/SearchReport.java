package dev.minijenkin.cli.view;

import dev.minijenkin.cli.part.LocalTimes;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.search.SearchHit;
import dev.minijenkin.db.search.SearchPage;
import dev.minijenkin.db.search.SearchQuery;
import dev.minijenkin.db.search.SearchSummary;
import dev.minijenkin.workflow.expression.value.ArrayValue;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a search found, for a person or a program.
///
/// @param summary null: nobody asked
record SearchReport(SearchQuery query, SearchPage page, @Nullable SearchSummary summary) {
    void print(PrintWriter out) {
        if (page.hits().isEmpty()) {
            out.println("Nothing is found.");
        }
        List<SearchHit> hits = page.hits();
        for (int from = 0; from < hits.size(); ) {
            int end = from + 1;
            while (end < hits.size() && hits.get(end).claim().equals(hits.get(from).claim())) {
                end++;
            }
            out.println(place(hits.get(from).origin()));
            printLines(hits.subList(from, end), out);
            from = end;
        }
        if (summary != null) {
            out.println(sentence(summary));
        }
        if (!query.isNarrowed()) {
            out.println(
                    "The index knows nothing of it: all logs are read. Four letters in a row that must be there help.");
        }
        if (!page.allRead()) {
            out.println("Not all was read: the search index is behind, or a line took too long.");
        }
        if (page.more()) {
            out.println("There may be more: --after " + page.next());
        }
    }

    /// The hits of a log in its order; lines that several have around them are told once.
    private static void printLines(List<SearchHit> hits, PrintWriter out) {
        SortedMap<Long, String> lines = new TreeMap<>();
        for (SearchHit hit : hits) {
            long number = hit.line() - hit.before().size();
            for (String text : hit.before()) {
                lines.putIfAbsent(number++, "  " + text);
            }
            lines.put(number++, "> %s  [%s]".formatted(hit.text(), LocalTimes.text(hit.at())));
            for (String text : hit.after()) {
                lines.putIfAbsent(number++, "  " + text);
            }
        }
        long expected = lines.firstKey();
        for (Map.Entry<Long, String> line : lines.entrySet()) {
            if (line.getKey() != expected) {
                out.println("     ...");
            }
            out.println("%8d%s".formatted(line.getKey(), line.getValue()));
            expected = line.getKey() + 1;
        }
        out.println();
    }

    private static String place(SearchHit.Origin origin) {
        return "%s #%d%s · %s · %s · run %d, %s"
                .formatted(
                        origin.pipeline(),
                        origin.number(),
                        origin.branch().isEmpty() ? "" : " " + origin.branch(),
                        origin.job(),
                        origin.runner(),
                        origin.run().value(),
                        origin.conclusion() == null ? "open" : EnumWords.of(origin.conclusion()));
    }

    private static String sentence(SearchSummary summary) {
        Instant first = summary.first();
        Instant last = summary.last();
        if (first == null || last == null) {
            return "Printed nowhere.";
        }
        String runners =
                summary.runners().entrySet().stream()
                        .map(runner -> runner.getKey() + " " + runner.getValue())
                        .collect(Collectors.joining(", "));
        return "%s%,d lines of %,d jobs; first seen %s, last seen %s; on %s"
                .formatted(
                        summary.exact() ? "" : "at least ",
                        summary.lines(),
                        summary.jobs(),
                        LocalTimes.text(first),
                        LocalTimes.text(last),
                        runners);
    }

    String toJson() {
        Map<String, Value> report = new LinkedHashMap<>();
        report.put("query", Value.of(query.text()));
        report.put("hits", ArrayValue.of(page.hits().stream().map(SearchReport::hit).toList()));
        report.put("next", page.more() ? Value.of(page.next().toString()) : NullValue.NULL);
        report.put("all_read", Value.of(page.allRead()));
        report.put("summary", summary == null ? NullValue.NULL : summed(summary));
        return Json.text(ObjectValue.ignoringCase(report));
    }

    private static Value hit(SearchHit hit) {
        Map<String, Value> fields = new LinkedHashMap<>();
        SearchHit.Origin origin = hit.origin();
        fields.put("run", Value.of((double) origin.run().value()));
        fields.put("job", Value.of((double) origin.id().value()));
        fields.put("claim", Value.of((double) hit.claim().value()));
        fields.put("line", Value.of((double) hit.line()));
        fields.put("at", time(hit.at()));
        fields.put("text", Value.of(hit.text()));
        fields.put("before", texts(hit.before()));
        fields.put("after", texts(hit.after()));
        fields.put("pipeline", Value.of(origin.pipeline()));
        fields.put("number", Value.of((double) origin.number()));
        fields.put("branch", Value.of(origin.branch()));
        fields.put("name", Value.of(origin.job()));
        fields.put("runner", Value.of(origin.runner()));
        fields.put(
                "conclusion",
                origin.conclusion() == null
                        ? NullValue.NULL
                        : Value.of(EnumWords.of(origin.conclusion())));
        return ObjectValue.ignoringCase(fields);
    }

    private static Value summed(SearchSummary summary) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("lines", Value.of((double) summary.lines()));
        fields.put("jobs", Value.of(summary.jobs()));
        fields.put("first", time(summary.first()));
        fields.put("last", time(summary.last()));
        Map<String, Value> runners = new LinkedHashMap<>();
        summary.runners().forEach((runner, lines) -> runners.put(runner, Value.of(lines)));
        fields.put("runners", ObjectValue.ignoringCase(runners));
        fields.put("exact", Value.of(summary.exact()));
        return ObjectValue.ignoringCase(fields);
    }

    private static Value time(@Nullable Instant time) {
        return time == null
                ? NullValue.NULL
                : Value.of(time.truncatedTo(ChronoUnit.MILLIS).toString());
    }

    private static Value texts(List<String> texts) {
        return ArrayValue.of(texts.stream().<Value>map(Value::of).toList());
    }
}
