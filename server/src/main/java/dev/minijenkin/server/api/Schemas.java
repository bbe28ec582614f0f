package dev.minijenkin.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.minijenkin.db.view.api.page.Meaning;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// JSON schemas (2020-12) of records, made of their components: what is `@Nullable` may be null,
/// everything is there. Used by one thread.
final class Schemas {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, ObjectNode> named = new TreeMap<>();

    /// A reference to the schema of a record.
    ObjectNode of(Class<? extends Record> type) {
        String name = name(type);
        if (!named.containsKey(name)) {
            ObjectNode schema = JSON.objectNode();
            named.put(name, schema);
            describe(schema, type);
        }
        return reference(name);
    }

    /// A page of records, under the name of the records.
    ObjectNode pageOf(Class<? extends Record> type) {
        String name = name(type) + "Page";
        if (!named.containsKey(name)) {
            named.put(name, list(of(type), true));
        }
        return reference(name);
    }

    /// A whole list of records.
    ObjectNode listOf(Class<? extends Record> type) {
        String name = name(type) + "List";
        if (!named.containsKey(name)) {
            named.put(name, list(of(type), false));
        }
        return reference(name);
    }

    void put(String name, ObjectNode schema) {
        named.put(name, schema);
    }

    ObjectNode all() {
        ObjectNode all = JSON.objectNode();
        named.forEach(all::set);
        return all;
    }

    static ObjectNode reference(String name) {
        return JSON.objectNode().put("$ref", "#/components/schemas/" + name);
    }

    private static String name(Class<?> type) {
        return type.getSimpleName().replaceFirst("^Api", "");
    }

    private static ObjectNode list(ObjectNode item, boolean paged) {
        ObjectNode schema = JSON.objectNode().put("type", "object");
        ArrayNode required = schema.putArray("required").add("items");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("items").put("type", "array").set("items", item);
        if (paged) {
            required.add("next");
            ObjectNode next = properties.putObject("next");
            next.putArray("type").add("string").add("null");
            next.put(
                    "description",
                    "`after` of the next page; null: there is none. A page may be short, or empty, and have a next one");
        }
        return schema.put("additionalProperties", false);
    }

    private void describe(ObjectNode schema, Class<? extends Record> type) {
        schema.put("type", "object");
        Meaning meaning = type.getAnnotation(Meaning.class);
        if (meaning != null) {
            schema.put("description", meaning.value());
        }
        ArrayNode required = schema.putArray("required");
        ObjectNode properties = schema.putObject("properties");
        for (RecordComponent component : type.getRecordComponents()) {
            String name = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
            required.add(name);
            ObjectNode property = property(component.getGenericType());
            AnnotatedType annotated = component.getAnnotatedType();
            if (annotated.isAnnotationPresent(Nullable.class)) {
                property = nullable(property);
            }
            Meaning said = component.getAnnotation(Meaning.class);
            if (said != null) {
                property.put("description", said.value());
            }
            properties.set(name, property);
        }
        schema.put("additionalProperties", false);
    }

    private static ObjectNode nullable(ObjectNode schema) {
        if (schema.has("type")) {
            String plain = schema.get("type").asText();
            schema.putArray("type").add(plain).add("null");
            return schema;
        }
        ObjectNode either = JSON.objectNode();
        either.putArray("anyOf").add(schema).add(JSON.objectNode().put("type", "null"));
        return either;
    }

    private ObjectNode property(Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            ObjectNode array = JSON.objectNode().put("type", "array");
            array.set("items", property(list.getActualTypeArguments()[0]));
            return array;
        }
        if (type == Instant.class) {
            return JSON.objectNode().put("type", "string").put("format", "date-time");
        }
        if (type == long.class || type == Long.class) {
            return JSON.objectNode().put("type", "integer").put("format", "int64");
        }
        if (type == int.class || type == Integer.class) {
            return JSON.objectNode().put("type", "integer").put("format", "int32");
        }
        if (type == double.class || type == Double.class) {
            return JSON.objectNode().put("type", "number").put("format", "double");
        }
        if (type == boolean.class || type == Boolean.class) {
            return JSON.objectNode().put("type", "boolean");
        }
        if (type == String.class) {
            return JSON.objectNode().put("type", "string");
        }
        if (type instanceof Class<?> known && known.isRecord()) {
            return of(known.asSubclass(Record.class));
        }
        throw new IllegalStateException(type + " has no schema");
    }
}
