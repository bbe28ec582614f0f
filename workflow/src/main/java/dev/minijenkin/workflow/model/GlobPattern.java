package dev.minijenkin.workflow.model;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// A pattern for names of branches, tags and files. Immutable; takes time linear in both lengths
/// whatever the pattern is.
///
/// `*` any characters but `/`, `**` any, `**/` some folders or none, `?` the character before it
/// once or not at all, `+` the character before it once or more, `[a-z]` one of these, `\` takes
/// the meaning from the next character; `!` at the beginning takes back what earlier patterns
/// matched. A `?` or `+` with nothing before it means itself.
public final class GlobPattern {
    private static final int MAX_LENGTH = 4096;

    private final String text;
    private final boolean negative;
    private final List<Part> parts;

    /// One place of the pattern: what may stand there and how often.
    private record Part(Matcher matcher, boolean optional, boolean repeated) {
        static Part once(Matcher matcher) {
            return new Part(matcher, false, false);
        }
    }

    private sealed interface Matcher {
        record One(int c) implements Matcher {}

        record Among(List<Range> ranges) implements Matcher {}

        record NoSlash() implements Matcher {}

        record Any() implements Matcher {}

        /// `**/`: some text that ends in a slash, or nothing.
        record Folders() implements Matcher {}
    }

    /// Characters from one to another.
    private record Range(int from, int to) {
        boolean holds(int c) {
            return c >= from && c <= to;
        }
    }

    private GlobPattern(String text, boolean negative, List<Part> parts) {
        this.text = text;
        this.negative = negative;
        this.parts = parts;
    }

    /// Throws [IllegalArgumentException] with a sentence, where the pattern makes no sense.
    public static GlobPattern parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "A pattern has at most %d characters".formatted(MAX_LENGTH));
        }
        boolean negative = text.startsWith("!");
        List<Part> parts = new ArrayList<>();
        int[] codes = text.codePoints().skip(negative ? 1 : 0).toArray();
        int i = 0;
        while (i < codes.length) {
            i = part(text, codes, i, parts);
        }
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("The pattern '%s' is empty".formatted(text));
        }
        return new GlobPattern(text, negative, List.copyOf(parts));
    }

    private static int part(String text, int[] codes, int i, List<Part> parts) {
        return switch (codes[i]) {
            case '*' -> star(codes, i, parts);
            case '?', '+' -> {
                if (parts.isEmpty()) {
                    parts.add(Part.once(new Matcher.One(codes[i])));
                } else {
                    quantify(codes[i] == '?', parts);
                }
                yield i + 1;
            }
            case '[' -> {
                int end = i + 1;
                while (end < codes.length && codes[end] != ']') {
                    end++;
                }
                parts.add(Part.once(new Matcher.Among(among(text, codes, i + 1, end))));
                yield end + 1;
            }
            case '\\' -> {
                if (i + 1 >= codes.length) {
                    throw new IllegalArgumentException(
                            "The pattern '%s' ends in the middle of an escape".formatted(text));
                }
                parts.add(Part.once(new Matcher.One(codes[i + 1])));
                yield i + 2;
            }
            default -> {
                parts.add(Part.once(new Matcher.One(codes[i])));
                yield i + 1;
            }
        };
    }

    private static int star(int[] codes, int i, List<Part> parts) {
        if (at(codes, i + 1) != '*') {
            parts.add(new Part(new Matcher.NoSlash(), true, true));
            return i + 1;
        }
        if (at(codes, i + 2) == '/') {
            parts.add(new Part(new Matcher.Folders(), true, false));
            return i + 3;
        }
        parts.add(new Part(new Matcher.Any(), true, true));
        return i + 2;
    }

    private static int at(int[] codes, int i) {
        return i < codes.length ? codes[i] : -1;
    }

    private static void quantify(boolean optional, List<Part> parts) {
        Part last = parts.removeLast();
        parts.add(
                new Part(
                        last.matcher(), last.optional() || optional, last.repeated() || !optional));
    }

    private static List<Range> among(String text, int[] codes, int from, int end) {
        if (end >= codes.length || from == end) {
            throw new IllegalArgumentException(
                    "In the pattern '%s' a [ has no content or no ]".formatted(text));
        }
        List<Range> ranges = new ArrayList<>();
        for (int i = from; i < end; i++) {
            if (i + 2 < end && codes[i + 1] == '-') {
                if (codes[i] > codes[i + 2]) {
                    throw new IllegalArgumentException(
                            "In the pattern '%s' a range goes backwards".formatted(text));
                }
                ranges.add(new Range(codes[i], codes[i + 2]));
                i += 2;
            } else {
                ranges.add(new Range(codes[i], codes[i]));
            }
        }
        return List.copyOf(ranges);
    }

    /// Whether it takes back what earlier patterns matched.
    public boolean negative() {
        return negative;
    }

    /// Whether the whole name matches; a leading `!` does not matter here.
    public boolean matches(String name) {
        // Bit i: the parts before i have matched what was read so far.
        BitSet reached = new BitSet(parts.size() + 1);
        // Bit i: inside the folders of part i, with at least one character read.
        BitSet inFolders = new BitSet(parts.size());
        reached.set(0);
        skipOptional(reached);
        for (int position = 0; position < name.length(); ) {
            int c = name.codePointAt(position);
            position += Character.charCount(c);
            BitSet next = new BitSet(parts.size() + 1);
            BitSet nextInFolders = new BitSet(parts.size());
            for (int i = 0; i < parts.size(); i++) {
                step(i, c, reached, inFolders, next, nextInFolders);
            }
            skipOptional(next);
            reached = next;
            inFolders = nextInFolders;
        }
        return reached.get(parts.size());
    }

    private void step(
            int i, int c, BitSet reached, BitSet inFolders, BitSet next, BitSet nextInFolders) {
        Part part = parts.get(i);
        if (part.matcher() instanceof Matcher.Folders) {
            if (inFolders.get(i) && c == '/') {
                next.set(i + 1);
            }
            if (inFolders.get(i) || reached.get(i)) {
                nextInFolders.set(i);
            }
        } else if (reached.get(i) && accepts(part.matcher(), c)) {
            next.set(i + 1);
            if (part.repeated()) {
                next.set(i);
            }
        }
    }

    private void skipOptional(BitSet reached) {
        for (int i = 0; i < parts.size(); i++) {
            if (reached.get(i) && parts.get(i).optional()) {
                reached.set(i + 1);
            }
        }
    }

    private static boolean accepts(Matcher matcher, int c) {
        return switch (matcher) {
            case Matcher.One(int wanted) -> c == wanted;
            case Matcher.Among(List<Range> ranges) ->
                    ranges.stream().anyMatch(range -> range.holds(c));
            case Matcher.NoSlash() -> c != '/';
            case Matcher.Any() -> true;
            case Matcher.Folders() -> false;
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GlobPattern that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
