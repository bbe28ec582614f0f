package dev.minijenkin.pipeline.lint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.minijenkin.pipeline.workflow.Problem;
import dev.minijenkin.pipeline.workflow.Problem.Level;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

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
                                Level.ERROR, file, 1, 1, "The file cannot be read: " + reason)));
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

    /// One JSON object without a line break: `file`, `valid`, `errors` and `warnings`, of which
    /// each has `line`, `column` and `message`.
    public String toJson() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("file", file);
            json.writeBooleanField("valid", valid());
            write("errors", errors(), json);
            write("warnings", warnings(), json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(String name, List<Problem> problems, JsonGenerator json)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (Problem problem : problems) {
            json.writeStartObject();
            json.writeNumberField("line", problem.line());
            json.writeNumberField("column", problem.column());
            json.writeStringField("message", problem.message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
