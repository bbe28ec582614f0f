package dev.minijenkin.stress.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a run of a scenario tells: lines for a person, at once; and for programs and the page
/// ([ReportPage]) the figures under names that stay, each with its unit at the end, those of the
/// control beside them, what was held, and what was found wrong. Thread-safe.
public final class Report {
    private static final JsonMapper JSON = new JsonMapper();

    private final PrintWriter out;
    private final Timeline timeline = new Timeline();
    // Guarded by this, as are those below.
    private final Map<String, Double> figures = new LinkedHashMap<>();
    private final Map<String, Double> control = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();
    private final List<String> held = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();

    public Report(PrintWriter out) {
        this.out = out;
    }

    /// Tells a line at once: whoever waits sees how far it is.
    public synchronized void line(String text) {
        lines.add(text);
        out.println(text);
        out.flush();
    }

    /// Keeps what was measured of the product; what is not a number is left out.
    ///
    /// @param name with the unit at its end, as in `claim_p50_ms`
    public synchronized void figure(String name, double value) {
        if (!Double.isNaN(value)) {
            figures.put(name, value);
        }
    }

    /// Keeps what was measured of the machine in the same run.
    public synchronized void control(String name, double value) {
        control.put(name, value);
    }

    /// Tells whether what must be so is so, and keeps it.
    ///
    /// @param promise a sentence that is true where nothing is broken
    /// @param broken how often it was found not to be so
    /// @param what was found so often, as in `jobs never ended`
    public synchronized void check(String promise, long broken, String what) {
        if (broken == 0) {
            held.add(promise);
            line("held: " + promise);
        } else {
            finding(broken + " " + what);
        }
    }

    /// Tells what must not be, and keeps it.
    public synchronized void finding(String text) {
        findings.add(text);
        line("WRONG: " + text);
    }

    /// What must not be, in the order in which it was found.
    public synchronized List<String> findings() {
        return List.copyOf(findings);
    }

    /// What was looked at and is so.
    synchronized List<String> held() {
        return List.copyOf(held);
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    synchronized Map<String, Double> figures() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }

    public synchronized Map<String, Double> control() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(control));
    }

    /// What happened when.
    public Timeline timeline() {
        return timeline;
    }

    /// Tells all that was kept as one object on one line.
    ///
    /// @param options of this run by their names, without dashes
    public synchronized void tellAsJson(String scenario, Map<String, Object> options) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("scenario", scenario);
        all.put("options", options);
        all.put("figures", figures);
        all.put("control", control);
        all.put("held", held);
        all.put("findings", findings);
        try {
            line(JSON.writeValueAsString(all));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Numbers and texts cannot be written as JSON", e);
        }
    }
}
