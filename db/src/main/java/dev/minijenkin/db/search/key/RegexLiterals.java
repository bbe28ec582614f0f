package dev.minijenkin.db.search.key;

import dev.minijenkin.db.search.text.Fold;
import java.util.ArrayList;
import java.util.List;

/// What must stand in every text that a regular expression finds, as far as its form tells. What it
/// does not understand it passes over: then the index narrows less. Used once.
public final class RegexLiterals {
    private final String regex;
    private int position;

    private RegexLiterals(String regex) {
        this.regex = regex;
    }

    /// What each line has that matches a regular expression.
    ///
    /// @param regex one that `java.util.regex` takes
    public static Narrowing of(String regex) {
        RegexLiterals reader = new RegexLiterals(regex);
        Narrowing found = reader.alternatives();
        return reader.position == regex.length() ? found : new Narrowing.Everything();
    }

    private Narrowing alternatives() {
        List<Narrowing> branches = new ArrayList<>();
        branches.add(sequence());
        while (position < regex.length() && regex.charAt(position) == '|') {
            position++;
            branches.add(sequence());
        }
        return Narrowing.any(branches);
    }

    private Narrowing sequence() {
        List<Narrowing> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        while (position < regex.length()
                && regex.charAt(position) != '|'
                && regex.charAt(position) != ')') {
            int letter = regex.codePointAt(position);
            if (letter == '(') {
                Narrowing group = group();
                flush(literal, parts);
                if (atLeastOnce()) {
                    parts.add(group);
                }
                continue;
            }
            int one = letter();
            boolean quantified = position < regex.length() && isQuantifier(regex.charAt(position));
            if (one < 0) {
                flush(literal, parts);
                atLeastOnce();
            } else if (quantified) {
                if (atLeastOnce()) {
                    literal.appendCodePoint(one);
                }
                flush(literal, parts);
            } else {
                literal.appendCodePoint(one);
            }
        }
        flush(literal, parts);
        return Narrowing.all(parts);
    }

    private void flush(StringBuilder literal, List<Narrowing> parts) {
        if (!literal.isEmpty()) {
            parts.add(ofLiteral(literal.toString()));
            literal.setLength(0);
        }
    }

    private static Narrowing ofLiteral(String literal) {
        byte[] bytes = literal.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return new Needle(List.of(Fold.of(bytes)), false, false).narrowing();
    }

    /// Reads a group; nothing is known of one that only looks, or that changes what letters mean.
    private Narrowing group() {
        position++;
        boolean plain = true;
        if (regex.startsWith("?", position)) {
            plain = regex.startsWith("?:", position) || regex.startsWith("?>", position);
            boolean named =
                    regex.startsWith("?<", position)
                            && !regex.startsWith("?<=", position)
                            && !regex.startsWith("?<!", position);
            if (plain) {
                position += 2;
            } else if (named) {
                plain = true;
                position = regex.indexOf('>', position) + 1;
            } else {
                position++;
                while (position < regex.length()
                        && "imsdux-UU=!<:".indexOf(regex.charAt(position)) >= 0) {
                    if (regex.charAt(position) == 'x') {
                        // Spaces and comments mean nothing from here on: nothing is known of the
                        // rest.
                        position = regex.length() + 1;
                        return new Narrowing.Everything();
                    }
                    position++;
                }
            }
        }
        Narrowing inside = alternatives();
        if (position < regex.length()) {
            position++;
        }
        return plain ? inside : new Narrowing.Everything();
    }

    /// The letter that stands there; -1: one of several, or none.
    private int letter() {
        int letter = regex.codePointAt(position);
        position += Character.charCount(letter);
        return switch (letter) {
            case '.', '^', '$' -> -1;
            case '[' -> {
                skipClass();
                yield -1;
            }
            case '\\' -> escaped();
            default ->
                    Character.isSupplementaryCodePoint(letter) || changesLength(letter)
                            ? -1
                            : letter;
        };
    }

    /// The index does not know small and great as one where UTF-8 takes three bytes.
    private static boolean changesLength(int letter) {
        return letter >= 0x800 && Character.toLowerCase(letter) != Character.toUpperCase(letter);
    }

    private int escaped() {
        if (position == regex.length()) {
            return -1;
        }
        int letter = regex.codePointAt(position);
        position += Character.charCount(letter);
        if (letter == 'Q') {
            // A whole quotation: too rare to be worth reading.
            int end = regex.indexOf("\\E", position);
            position = end < 0 ? regex.length() : end + 2;
            return -1;
        }
        if (Character.isLetterOrDigit(letter)) {
            skipArgument(letter);
            return letter == 't' ? '\t' : -1;
        }
        return letter;
    }

    private void skipArgument(int letter) {
        if (position < regex.length()
                && regex.charAt(position) == '{'
                && "pPxNkR".indexOf(letter) >= 0) {
            position = regex.indexOf('}', position) + 1;
        } else if (letter == 'p' || letter == 'P' || letter == 'c') {
            position++;
        } else if (letter == 'x') {
            position += 2;
        } else if (letter == 'u') {
            position += 4;
        } else if (letter == 'k' && regex.startsWith("<", position)) {
            position = regex.indexOf('>', position) + 1;
        } else if (Character.isDigit(letter)) {
            while (position < regex.length() && Character.isDigit(regex.charAt(position))) {
                position++;
            }
        }
        position = Math.min(position, regex.length());
    }

    private void skipClass() {
        if (regex.startsWith("^", position)) {
            position++;
        }
        if (regex.startsWith("]", position)) {
            position++;
        }
        for (int depth = 1; depth > 0 && position < regex.length(); position++) {
            switch (regex.charAt(position)) {
                case '\\' -> position++;
                case '[' -> depth++;
                case ']' -> depth--;
                default -> {}
            }
        }
        position = Math.min(position, regex.length());
    }

    private static boolean isQuantifier(char letter) {
        return letter == '*' || letter == '+' || letter == '?' || letter == '{';
    }

    /// Passes over a quantifier; whether what stands before it must be there.
    private boolean atLeastOnce() {
        if (position >= regex.length() || !isQuantifier(regex.charAt(position))) {
            return true;
        }
        char quantifier = regex.charAt(position++);
        boolean least = quantifier == '+';
        if (quantifier == '{') {
            int end = regex.indexOf('}', position);
            char first = regex.charAt(position);
            least = first >= '1' && first <= '9';
            position = end + 1;
        }
        if (position < regex.length()
                && (regex.charAt(position) == '?' || regex.charAt(position) == '+')) {
            position++;
        }
        return least;
    }
}
