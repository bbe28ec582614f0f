package dev.minijenkin.stress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a run of a scenario tells: lines for a person, at once; and for programs the figures under
/// names that stay, each with its unit at the end, those of the control beside them, and what was
/// found wrong.
public final class Report {
    private static final JsonMapper JSON = new JsonMapper();

    private final PrintWriter out;
    private final Map<String, Double> figures = new LinkedHashMap<>();
    private final Map<String, Double> control = new LinkedHashMap<>();
    private final List<String> findings = new ArrayList<>();

    public Report(PrintWriter out) {
        this.out = out;
    }

    /// Tells a line at once: whoever waits sees how far it is.
    void line(String text) {
        out.println(text);
        out.flush();
    }

    /// Keeps what was measured of the product; what is not a number is left out.
    ///
    /// @param name with the unit at its end, as in `claim_p50_ms`
    void figure(String name, double value) {
        if (!Double.isNaN(value)) {
            figures.put(name, value);
        }
    }

    /// Keeps what was measured of the machine in the same run.
    void control(String name, double value) {
        control.put(name, value);
    }

    /// Tells what must not be, and keeps it.
    void finding(String text) {
        findings.add(text);
        line("WRONG: " + text);
    }

    /// What must not be, in the order in which it was found.
    public List<String> findings() {
        return List.copyOf(findings);
    }

    /// Tells all that was kept as one object on one line.
    ///
    /// @param options of this run by their names, without dashes
    public void tellAsJson(String scenario, Map<String, Object> options) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("scenario", scenario);
        all.put("options", options);
        all.put("figures", figures);
        all.put("control", control);
        all.put("findings", findings);
        try {
            line(JSON.writeValueAsString(all));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Numbers and texts cannot be written as JSON", e);
        }
    }
}
