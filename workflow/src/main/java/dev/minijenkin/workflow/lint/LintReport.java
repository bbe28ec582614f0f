package dev.minijenkin.workflow.lint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.minijenkin.workflow.expression.value.ArrayValue;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.problem.LintRule;
import dev.minijenkin.workflow.problem.Problem;
import dev.minijenkin.workflow.problem.Problem.Level;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was found in one file.
///
/// @param file as the caller named it
/// @param problems in the order of the file
public record LintReport(String file, List<Problem> problems) {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    public LintReport {
        problems = List.copyOf(problems);
    }

    /// About a file that gave no text.
    public static LintReport unreadable(String file, String reason) {
        return new LintReport(
                file,
                List.of(
                        new Problem(
                                Level.ERROR,
                                file,
                                1,
                                1,
                                LintRule.FILE,
                                "The file cannot be read: " + reason)));
    }

    /// Whether there are no errors.
    public boolean valid() {
        return errors().isEmpty();
    }

    public List<Problem> errors() {
        return of(Level.ERROR);
    }

    public List<Problem> warnings() {
        return of(Level.WARNING);
    }

    private List<Problem> of(Level level) {
        return problems.stream().filter(problem -> problem.level() == level).toList();
    }

    /// One JSON object without a line break, of [#fields].
    public String toJson() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            Json.write(ObjectValue.ignoringCase(fields()), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /// `file`, `valid`, `errors` and `warnings`, of which each has `line`, `column`, `rule` and
    /// `message`, and `file` where it is about another file than the report.
    public Map<String, Value> fields() {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("file", Value.of(file));
        fields.put("valid", Value.of(valid()));
        fields.put("errors", values(errors()));
        fields.put("warnings", values(warnings()));
        return fields;
    }

    private Value values(List<Problem> problems) {
        return ArrayValue.of(problems.stream().map(this::value).toList());
    }

    private Value value(Problem problem) {
        Map<String, Value> fields = new LinkedHashMap<>();
        if (!problem.path().equals(file)) {
            fields.put("file", Value.of(problem.path()));
        }
        fields.put("line", Value.of(problem.line()));
        fields.put("column", Value.of(problem.column()));
        fields.put("message", Value.of(problem.message()));
        fields.put("rule", Value.of(problem.rule().id()));
        return ObjectValue.ignoringCase(fields);
    }
}
