package dev.minijenkin.workflow.yaml;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/// The text of a file, to find places in it.
public final class SourceText {
    private final String text;
    private final int[] lineStarts;
    // Where each character is one unit of the text, columns need no counting.
    private final boolean simple;

    private SourceText(String text) {
        this.text = text;
        lineStarts =
                IntStream.concat(
                                IntStream.of(0),
                                IntStream.range(0, text.length())
                                        .filter(i -> text.charAt(i) == '\n')
                                        .map(i -> i + 1))
                        .toArray();
        simple = text.chars().noneMatch(c -> Character.isSurrogate((char) c));
    }

    public static SourceText of(String text) {
        return new SourceText(text);
    }

    /// The place of a character by its index.
    SourcePosition placeAt(int index) {
        int end = Math.clamp(index, 0, text.length());
        int found = Arrays.binarySearch(lineStarts, end);
        int line = found >= 0 ? found : -found - 2;
        int start = lineStarts[line];
        return new SourcePosition(
                line + 1, (simple ? end - start : text.codePointCount(start, end)) + 1);
    }

    /// The place of a character inside a scalar, as well as it can be told: exact for what stands
    /// at or within `${{ }}` on one line, in a plain text of one line or on a line of a block; else
    /// the scalar's own place.
    public SourcePosition within(Yaml.Scalar scalar, int offset) {
        String value = scalar.text();
        int start = index(scalar.place());
        if (start < text.length() && text.charAt(start) == '|') {
            Optional<SourcePosition> place = inLiteral(value, offset, scalar.place().line());
            if (place.isPresent()) {
                return place.get();
            }
        }
        String before = value.substring(0, Math.clamp(offset, 0, value.length()));
        boolean atBraces = value.startsWith("${{", before.length());
        int opened = count(before) + (atBraces ? 1 : 0);
        if (opened == 0) {
            int begin = start + (scalar.quoted() ? 1 : 0);
            return value.indexOf('\n') < 0 && text.startsWith(value, begin)
                    ? placeAt(begin + before.length())
                    : onItsLine(value, before.length(), start).orElse(scalar.place());
        }
        int found = start - 1;
        for (int i = 0; i < opened; i++) {
            found = text.indexOf("${{", found + 1);
            if (found < 0) {
                return scalar.place();
            }
        }
        if (atBraces) {
            return placeAt(found);
        }
        String rest = before.substring(before.lastIndexOf("${{"));
        return text.startsWith(rest, found) ? placeAt(found + rest.length()) : placeAt(found);
    }

    /// Each line of a block that keeps its lines stands in a line of the file, after an indent.
    private Optional<SourcePosition> inLiteral(String value, int offset, int headerLine) {
        int at = Math.clamp(offset, 0, value.length());
        int begin = value.lastIndexOf('\n', at - 1) + 1;
        int end = value.indexOf('\n', begin);
        String line = value.substring(begin, end < 0 ? value.length() : end);
        int number =
                headerLine + (int) value.substring(0, begin).chars().filter(c -> c == '\n').count();
        if (number >= lineStarts.length) {
            return Optional.empty();
        }
        int start = lineStarts[number];
        int next = number + 1 < lineStarts.length ? lineStarts[number + 1] - 1 : text.length();
        String whole = text.substring(start, next);
        String source = whole.endsWith("\r") ? whole.substring(0, whole.length() - 1) : whole;
        return source.endsWith(line)
                ? Optional.of(placeAt(start + source.length() - line.length() + at - begin))
                : Optional.empty();
    }

    /// Looks for the line of the value that holds the offset, in the text after the value's start.
    private Optional<SourcePosition> onItsLine(String value, int offset, int start) {
        int lineStart = value.lastIndexOf('\n', offset - 1) + 1;
        int lineEnd = value.indexOf('\n', lineStart);
        String line = value.substring(lineStart, lineEnd < 0 ? value.length() : lineEnd).strip();
        int found = line.isEmpty() ? -1 : text.indexOf(line, start);
        int indent = value.indexOf(line, lineStart) - lineStart;
        return found < 0
                ? Optional.empty()
                : Optional.of(placeAt(found + Math.max(0, offset - lineStart - indent)));
    }

    private static int count(String value) {
        int count = 0;
        for (int i = value.indexOf("${{"); i >= 0; i = value.indexOf("${{", i + 1)) {
            count++;
        }
        return count;
    }

    private int index(SourcePosition place) {
        int start = lineStarts[Math.min(place.line(), lineStarts.length) - 1];
        int wanted = place.column() - 1;
        if (simple) {
            return Math.min(text.length(), start + wanted);
        }
        return text.codePointCount(start, text.length()) < wanted
                ? text.length()
                : text.offsetByCodePoints(start, wanted);
    }
}
