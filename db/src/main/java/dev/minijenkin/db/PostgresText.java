package dev.minijenkin.db;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Texts as PostgreSQL takes them: neither `text` nor `jsonb` can hold NUL, and what a person reads
/// loses nothing where a replacement character stands in its place.
public final class PostgresText {
    /// A NUL as JSON writes it, behind an even number of backslashes.
    private static final Pattern NUL_IN_JSON = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

    private PostgresText() {}

    public static String text(String text) {
        return text.replace('\0', '\uFFFD');
    }

    public static @Nullable String textOrNull(@Nullable String text) {
        return text == null ? null : text(text);
    }

    /// A JSON text that is valid.
    public static String json(String json) {
        return json.contains("\\u0000")
                ? NUL_IN_JSON.matcher(json).replaceAll("$1\\\\ufffd")
                : json;
    }
}
