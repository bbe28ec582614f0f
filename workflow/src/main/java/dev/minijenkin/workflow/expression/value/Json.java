package dev.minijenkin.workflow.expression.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON texts as values, for `fromJSON` and for the contexts that come as JSON.
public final class Json {
    private static final int MAX_DEPTH = 100;
    private static final double LARGEST_WHOLE = 1e15;
    private static final JsonFactory FACTORY = strict().build();
    private static final JsonFactory OF_PEOPLE =
            strict().enable(
                            JsonReadFeature.ALLOW_SINGLE_QUOTES,
                            JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES,
                            JsonReadFeature.ALLOW_TRAILING_COMMA,
                            JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .build();

    private Json() {}

    private static JsonFactoryBuilder strict() {
        return new JsonFactoryBuilder()
                // Names of strangers are not worth remembering.
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(
                        StreamReadConstraints.builder()
                                .maxNestingDepth(MAX_DEPTH)
                                .maxStringLength(Integer.MAX_VALUE)
                                .maxNameLength(Integer.MAX_VALUE)
                                .maxNumberLength(Integer.MAX_VALUE)
                                .build());
    }

    /// Throws [IllegalArgumentException] with a sentence, where the text is not one JSON value.
    public static Value parse(String json) {
        return parse(FACTORY, json);
    }

    /// Also takes what the reference takes from people: single quotes, names without quotes, a
    /// comma at the end and comments. Throws [IllegalArgumentException] like [#parse].
    public static Value parseOfPeople(String json) {
        return parse(OF_PEOPLE, json);
    }

    private static Value parse(JsonFactory factory, String json) {
        try (JsonParser parser = factory.createParser(json)) {
            Value value = value(parser, parser.nextToken());
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException(
                        "there is more after the end of the value, at %s"
                                .formatted(JsonFault.place(parser.currentTokenLocation(), 0)));
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(JsonFault.sentence(e, json), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A value on one line.
    public static String text(Value value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            write(value, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /// Reads the value at which the parser stands.
    public static Value read(JsonParser parser) throws IOException {
        return value(parser, parser.currentToken());
    }

    private static Value value(JsonParser parser, @Nullable JsonToken token) throws IOException {
        return switch (token) {
            case null -> throw new IllegalArgumentException("the text is empty");
            case VALUE_NULL -> NullValue.NULL;
            case VALUE_TRUE -> Value.of(true);
            case VALUE_FALSE -> Value.of(false);
            case VALUE_STRING -> Value.of(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                    Value.of(Double.parseDouble(parser.getText()));
            case START_ARRAY -> array(parser);
            case START_OBJECT -> object(parser);
            case FIELD_NAME, END_ARRAY, END_OBJECT, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                    throw new IllegalArgumentException("a value is missing");
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

    /// Of names that differ by case only, the first one stays, with the value of the last.
    private static Value object(JsonParser parser) throws IOException {
        ObjectValue.Builder fields = new ObjectValue.Builder();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.getText();
            fields.add(name, value(parser, parser.nextToken()));
        }
        return fields.build();
    }

    /// Writes a value. A number that JSON cannot say becomes the text that it is in expressions.
    public static void write(Value value, JsonGenerator json) throws IOException {
        switch (value) {
            case NullValue() -> json.writeNull();
            case BooleanValue(boolean truth) -> json.writeBoolean(truth);
            case NumberValue(double number) -> number(number, json);
            case StringValue(String text) -> json.writeString(text);
            case ArrayValue(List<Value> items, _) -> {
                json.writeStartArray();
                for (Value item : items) {
                    write(item, json);
                }
                json.writeEndArray();
            }
            case ObjectValue object -> {
                json.writeStartObject();
                for (Map.Entry<String, Value> field : object.fields().entrySet()) {
                    json.writeFieldName(field.getKey());
                    write(field.getValue(), json);
                }
                json.writeEndObject();
            }
        }
    }

    private static void number(double number, JsonGenerator json) throws IOException {
        if (number == Math.rint(number) && Math.abs(number) < LARGEST_WHOLE) {
            json.writeNumber((long) number);
        } else if (Double.isFinite(number)) {
            json.writeNumber(number);
        } else {
            json.writeString(NumberText.format(number));
        }
    }
}
