package dev.minijenkin.workflow.expression.value;

import dev.minijenkin.workflow.expression.value.ExpressionException.Kind;
import java.util.List;
import java.util.Map;

/// `toJSON`: pretty, two blanks a level.
public final class JsonWriter {
    private static final int MAX_DEPTH = 500;

    private final StringBuilder json = new StringBuilder();
    private final Budget budget;
    private final int position;
    private int counted;

    private JsonWriter(Budget budget, int position) {
        this.budget = budget;
        this.position = position;
    }

    public static String write(Value value, Budget budget, int position) {
        JsonWriter writer = new JsonWriter(budget, position);
        writer.value(value, 0);
        writer.count();
        return writer.json.toString();
    }

    private void value(Value value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new ExpressionException(Kind.EVALUATION, position, "toJSON: nested too deeply");
        }
        switch (value) {
            case NullValue() -> json.append("null");
            case BooleanValue _, NumberValue _ -> json.append(value.asText());
            case StringValue(String text) -> string(text);
            case ArrayValue(List<Value> items, _) -> array(items, depth);
            case ObjectValue object -> object(object, depth);
        }
    }

    private void array(List<Value> items, int depth) {
        if (items.isEmpty()) {
            json.append("[]");
            return;
        }
        String before = "[";
        for (Value item : items) {
            json.append(before);
            line(depth + 1);
            value(item, depth + 1);
            before = ",";
            count();
        }
        line(depth);
        json.append(']');
    }

    private void object(ObjectValue object, int depth) {
        if (object.fields().isEmpty()) {
            json.append("{}");
            return;
        }
        String before = "{";
        for (Map.Entry<String, Value> field : object.fields().entrySet()) {
            json.append(before);
            line(depth + 1);
            string(field.getKey());
            json.append(": ");
            value(field.getValue(), depth + 1);
            before = ",";
            count();
        }
        line(depth);
        json.append('}');
    }

    private void line(int depth) {
        json.append('\n');
        json.repeat("  ", depth);
    }

    private void count() {
        budget.spendCharacters(json.length() - counted, position);
        counted = json.length();
    }

    private void string(String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            escape(text.charAt(i));
        }
        json.append('"');
    }

    private void escape(char c) {
        switch (c) {
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            case '\b' -> json.append("\\b");
            case '\t' -> json.append("\\t");
            case '\n' -> json.append("\\n");
            case '\f' -> json.append("\\f");
            case '\r' -> json.append("\\r");
            default -> {
                if (c < ' ' || c == 0x85 || c == 0x2028 || c == 0x2029) {
                    json.append("\\u%04x".formatted((int) c));
                } else {
                    json.append(c);
                }
            }
        }
    }
}
