package dev.minijenkin.server.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Function;

/// A parameter of an operation: how it is called, read, and described. A handler asks for its value
/// by this object, so that what is read is what is described.
///
/// @param in where it stands
/// @param parse throws [IllegalArgumentException] with the end of a sentence: what it must be
public record Parameter<T>(
        String name, In in, String description, ObjectNode schema, Function<String, T> parse) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int LONGEST_TEXT = 1000;

    /// Where a parameter stands; those in the path are always there, the others never need be.
    public enum In {
        PATH,
        QUERY,
        HEADER
    }

    /// An id in the path.
    public static Parameter<Long> id(String name, String description) {
        return new Parameter<>(name, In.PATH, description, number(1), Parameter::positive);
    }

    /// An id as a filter.
    public static Parameter<Long> filterId(String name, String description) {
        return new Parameter<>(name, In.QUERY, description, number(1), Parameter::positive);
    }

    public static Parameter<Integer> count(String name, int least, int most, String description) {
        return new Parameter<>(
                name,
                In.QUERY,
                description,
                number(least).put("maximum", most).put("format", "int32"),
                text -> within(text, least, most));
    }

    public static Parameter<String> text(String name, String description) {
        return new Parameter<>(
                name,
                In.QUERY,
                description,
                JSON.objectNode().put("type", "string").put("maxLength", LONGEST_TEXT),
                Parameter::shortText);
    }

    /// One of some words.
    public static Parameter<String> word(String name, List<String> words, String description) {
        ObjectNode schema = JSON.objectNode().put("type", "string");
        words.forEach(schema.putArray("enum")::add);
        return new Parameter<>(
                name,
                In.QUERY,
                description,
                schema,
                text -> {
                    if (!words.contains(text)) {
                        throw new IllegalArgumentException("one of " + String.join(", ", words));
                    }
                    return text;
                });
    }

    public static Parameter<Boolean> flag(String name, String description) {
        return new Parameter<>(
                name,
                In.QUERY,
                description,
                JSON.objectNode().put("type", "boolean"),
                text ->
                        switch (text) {
                            case "true" -> true;
                            case "false" -> false;
                            default -> throw new IllegalArgumentException("true or false");
                        });
    }

    public static Parameter<Instant> time(String name, String description) {
        return new Parameter<>(
                name,
                In.QUERY,
                description,
                JSON.objectNode().put("type", "string").put("format", "date-time"),
                text -> {
                    try {
                        return Instant.parse(text);
                    } catch (DateTimeParseException e) {
                        throw new IllegalArgumentException(
                                "a time in UTC, as 2026-11-30T02:00:00Z", e);
                    }
                });
    }

    public static Parameter<String> header(String name, int longest, String description) {
        return new Parameter<>(
                name,
                In.HEADER,
                description,
                JSON.objectNode()
                        .put("type", "string")
                        .put("minLength", 1)
                        .put("maxLength", longest),
                text -> {
                    if (text.isEmpty() || text.length() > longest) {
                        throw new IllegalArgumentException(
                                "1 to %d letters long".formatted(longest));
                    }
                    return text;
                });
    }

    private static ObjectNode number(int least) {
        return JSON.objectNode()
                .put("type", "integer")
                .put("format", "int64")
                .put("minimum", least);
    }

    private static long positive(String text) {
        try {
            long number = Long.parseLong(text);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a number from 1 on", e);
        }
        throw new IllegalArgumentException("a number from 1 on");
    }

    private static int within(String text, int least, int most) {
        String wanted = "a number from %d to %d".formatted(least, most);
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(wanted, e);
        }
        throw new IllegalArgumentException(wanted);
    }

    private static String shortText(String text) {
        if (text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("at most %d letters long".formatted(LONGEST_TEXT));
        }
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("without NUL");
        }
        return text;
    }
}
