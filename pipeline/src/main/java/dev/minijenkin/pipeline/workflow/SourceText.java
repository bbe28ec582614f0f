package dev.minijenkin.pipeline.workflow;

/// The text of a file, to find places in it.
final class SourceText {
    private final String text;

    private SourceText(String text) {
        this.text = text;
    }

    static SourceText of(String text) {
        return new SourceText(text);
    }

    /// The place of a character by its index.
    Place placeAt(int index) {
        int end = Math.clamp(index, 0, text.length());
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new Place(line, text.codePointCount(lineStart, end) + 1);
    }

    /// The place of a character inside a scalar, as well as it can be told: exact for what stands
    /// within `${{ }}` on one line or in a plain one-line text; else the scalar's own place.
    Place within(Yaml.Scalar scalar, int offset) {
        String value = scalar.text();
        int start = index(scalar.place());
        String before = value.substring(0, Math.clamp(offset, 0, value.length()));
        int opened = count(before);
        if (opened == 0) {
            boolean oneLine = text.startsWith(value, start + (scalar.quoted() ? 1 : 0));
            return oneLine && value.indexOf('\n') < 0
                    ? placeAt(start + (scalar.quoted() ? 1 : 0) + before.length())
                    : scalar.place();
        }
        int found = start - 1;
        for (int i = 0; i < opened; i++) {
            found = text.indexOf("${{", found + 1);
            if (found < 0) {
                return scalar.place();
            }
        }
        String rest = before.substring(before.lastIndexOf("${{"));
        return text.startsWith(rest, found) ? placeAt(found + rest.length()) : placeAt(found);
    }

    private static int count(String value) {
        int count = 0;
        for (int i = value.indexOf("${{"); i >= 0; i = value.indexOf("${{", i + 1)) {
            count++;
        }
        return count;
    }

    private int index(Place place) {
        int index = 0;
        for (int line = 1; line < place.line(); line++) {
            int end = text.indexOf('\n', index);
            if (end < 0) {
                return index;
            }
            index = end + 1;
        }
        int wanted = place.column() - 1;
        return text.codePointCount(index, text.length()) < wanted
                ? text.length()
                : text.offsetByCodePoints(index, wanted);
    }
}
