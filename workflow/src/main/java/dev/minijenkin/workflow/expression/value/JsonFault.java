package dev.minijenkin.workflow.expression.value;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Optional;

/// Says in one sentence why a text is not JSON, and where; the parser's own words are not for
/// people.
final class JsonFault {
    private static final int LONGEST_SHOWN = 40;

    private JsonFault() {}

    static String sentence(JsonProcessingException e, String json) {
        return Optional.ofNullable(e.getLocation())
                .map(location -> sentence(e, location, json))
                .orElse("it is nested too deep");
    }

    private static String sentence(JsonProcessingException e, JsonLocation location, String json) {
        int offset = (int) Math.min(location.getCharOffset(), json.length());
        // The parser stands somewhere in a word that it does not know, and at any other fault.
        boolean word = String.valueOf(e.getOriginalMessage()).startsWith("Unrecognized token");
        int start = word ? wordStart(json, offset) : offset;
        if (start == json.length()) {
            return "it ends too early, at %s".formatted(place(location, 0));
        }
        String fault =
                word
                        ? json.substring(start, wordEnd(json, offset))
                        : Character.toString(json.codePointAt(start));
        return "unexpected '%s' at %s".formatted(shown(fault), place(location, offset - start));
    }

    private static int wordStart(String json, int offset) {
        int start = offset;
        while (start > 0 && Character.isJavaIdentifierPart(json.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static int wordEnd(String json, int offset) {
        int end = offset;
        while (end < json.length() && Character.isJavaIdentifierPart(json.charAt(end))) {
            end++;
        }
        return end;
    }

    private static String shown(String fault) {
        if (fault.length() > LONGEST_SHOWN) {
            return fault.substring(0, LONGEST_SHOWN) + "…";
        }
        return Character.isISOControl(fault.charAt(0))
                ? "\\u%04x".formatted((int) fault.charAt(0))
                : fault;
    }

    /// Where something begins: `back` characters before the location.
    static String place(JsonLocation location, int back) {
        return "line %d, column %d".formatted(location.getLineNr(), location.getColumnNr() - back);
    }
}
