package dev.minijenkin.workflow.expression;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.minijenkin.workflow.expression.syntax.Function;
import dev.minijenkin.workflow.expression.syntax.Scope;
import dev.minijenkin.workflow.expression.value.Blanks;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.StringValue;
import dev.minijenkin.workflow.expression.value.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;

/// Evaluates expressions for other programs: one JSON object in, one out. Thread-safe.
///
/// In: `{"expr": "…", "contexts": {"github": {…}, …}}`; the contexts that there are, are those of
/// the object. `"status": "failure"` (or `cancelled`) sets what the status functions answer. Out:
/// `{"kind": "String", "value": "…"}`, or `{"error": {"kind": "parsing", "message": "…"}}` where
/// the kind is `lexing`, `parsing` or `evaluation`; `input` where the line itself is no such
/// object.
///
/// An expression of blanks only is null. Numbers that JSON cannot say are texts: `NaN`, `Infinity`,
/// `-Infinity`.
public final class ExpressionLines {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final int MAX_LENGTH = 1024 * 1024;

    private final FileHashes hashes;

    /// Takes what `hashFiles` answers.
    public ExpressionLines(FileHashes hashes) {
        this.hashes = hashes;
    }

    /// The answer to one line, without a line break.
    public String answer(String line) {
        try {
            return answer(request(line));
        } catch (IllegalArgumentException e) {
            return error("input", String.valueOf(e.getMessage()));
        }
    }

    private String answer(Request request) {
        try {
            return line(json -> write(evaluate(request), json));
        } catch (ExpressionException e) {
            return error(e.kind().name().toLowerCase(Locale.ROOT), e.located(request.expression()));
        }
    }

    private record Request(String expression, ObjectValue contexts, Status status) {}

    private static Request request(String line) {
        if (line.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "A line has at most %d characters".formatted(MAX_LENGTH));
        }
        if (!(parsed(line) instanceof ObjectValue request)
                || !(request.get("expr").orElse(null) instanceof StringValue(String expression))) {
            throw new IllegalArgumentException(
                    "A line must be an object with a text named `expr`, and `contexts`");
        }
        if (!(request.get("contexts").orElse(ObjectValue.EMPTY) instanceof ObjectValue contexts)) {
            throw new IllegalArgumentException("`contexts` must be an object");
        }
        return new Request(
                expression,
                contexts,
                status(request.get("status").map(Value::asText).orElse("success")));
    }

    private static Value parsed(String line) {
        try {
            return Json.parse(line);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The line is not JSON: " + e.getMessage(), e);
        }
    }

    private static Status status(String name) {
        return switch (name) {
            case "success" -> Status.SUCCESS;
            case "failure" -> Status.FAILURE;
            case "cancelled" -> Status.CANCELLED;
            default ->
                    throw new IllegalArgumentException(
                            "`status` must be success, failure or cancelled");
        };
    }

    private Value evaluate(Request request) {
        if (Blanks.strip(request.expression()).isEmpty()) {
            return NullValue.NULL;
        }
        Map<String, Value> contexts = request.contexts().fields();
        Scope scope = Scope.of(contexts.keySet()).with(EnumSet.allOf(Function.class));
        return Expression.parse(request.expression(), scope)
                .evaluate(Contexts.of(contexts).with(request.status()).with(hashes));
    }

    private static void write(Value value, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", value.kind());
        json.writeFieldName("value");
        Json.write(value, json);
        json.writeEndObject();
    }

    private static String error(String kind, String message) {
        return line(json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("error");
            json.writeStringField("kind", kind);
            json.writeStringField("message", message);
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    private interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    private static String line(Writing writing) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            writing.to(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
