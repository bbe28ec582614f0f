package dev.minijenkin.pipeline.expression;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON texts as values, for `fromJSON` and for the contexts that come as JSON.
public final class Json {
    private static final int MAX_DEPTH = 200;
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    private Json() {}

    /// Throws [IllegalArgumentException] with a sentence, where the text is not one JSON value.
    public static Value parse(String json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            Value value = value(parser, parser.nextToken());
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException(
                        "not JSON: there is more after the end of the value");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads the value at which the parser stands.
    public static Value read(JsonParser parser) throws IOException {
        return value(parser, parser.currentToken());
    }

    private static Value value(JsonParser parser, @Nullable JsonToken token) throws IOException {
        return switch (token) {
            case null -> throw new IllegalArgumentException("not JSON: it ends too early");
            case VALUE_NULL -> NullValue.NULL;
            case VALUE_TRUE -> Value.of(true);
            case VALUE_FALSE -> Value.of(false);
            case VALUE_STRING -> Value.of(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                    Value.of(Double.parseDouble(parser.getText()));
            case START_ARRAY -> array(parser);
            case START_OBJECT -> object(parser);
            case FIELD_NAME, END_ARRAY, END_OBJECT, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                    throw new IllegalArgumentException("not JSON");
        };
    }

    private static Value array(JsonParser parser) throws IOException {
        List<Value> items = new ArrayList<>();
        JsonToken token = parser.nextToken();
        while (token != JsonToken.END_ARRAY) {
            items.add(value(parser, token));
            token = parser.nextToken();
        }
        return ArrayValue.of(items);
    }

    private static Value object(JsonParser parser) throws IOException {
        Map<String, Value> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.getText();
            fields.put(name, value(parser, parser.nextToken()));
        }
        return ObjectValue.ignoringCase(fields);
    }
}
